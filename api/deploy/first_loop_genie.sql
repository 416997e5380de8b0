-- The first Loop Genie's table (name, geometry) as an OpenStreetMap file on standard output, every line a path:
--   psql --no-psqlrc -qAt -v table=trails "$OLD_DATABASE_URL" -f first_loop_genie.sql >trails.osm
-- Lines are split where they meet or cross, so that a walk can turn there. It only reads; its own tables are temporary.
-- Ids begin far above OpenStreetMap's, so that both can be imported together.
\set ON_ERROR_STOP on
set client_min_messages = warning;

create temporary table source as
select nullif(trim(name), '') as name, (st_dump(line)).geom as line
from (
  select name, st_snaptogrid(
    st_force2d(case when st_srid(geometry) = 0 then st_setsrid(geometry, 4326) else st_transform(geometry, 4326) end), 1e-7) as line
  from :table
  where st_dimension(geometry) = 1
) as lines;
create index on source using gist (line);

create temporary table piece as
select row_number() over (order by line) as way, line
from (select (st_dump(st_unaryunion(st_collect(line)))).geom as line from source) as noded
where st_npoints(line) >= 2;

create temporary table stop as
select way, (dumped).path[1] as place, round(st_x((dumped).geom)::numeric, 7) as lon, round(st_y((dumped).geom)::numeric, 7) as lat
from (select way, st_dumppoints(line) as dumped from piece) as points;

create temporary table point as
select row_number() over (order by lat, lon) as node, lat, lon from (select distinct lat, lon from stop) as places;

select '<osm version="0.6" generator="first_loop_genie.sql">';
select xmlelement(name node, xmlattributes(100000000000 + node as id, 1 as version, lat, lon)) from point order by node;
select xmlelement(name way, xmlattributes(100000000000 + way as id, 1 as version),
  (select xmlagg(xmlelement(name nd, xmlattributes(100000000000 + node as ref)) order by place)
   from stop join point using (lat, lon) where stop.way = piece.way),
  xmlelement(name tag, xmlattributes('highway' as k, 'path' as v)),
  case when named.name is not null then xmlelement(name tag, xmlattributes('name' as k, named.name as v)) end)
from piece
left join lateral (
  select name from source
  where name is not null and st_dwithin(source.line, st_lineinterpolatepoint(piece.line, 0.5), 1e-6)
  order by st_distance(source.line, st_lineinterpolatepoint(piece.line, 0.5)), name limit 1
) as named on true
order by way;
select '</osm>';
