-- The network takes less room. Nothing reads the source node of every vertex, the way's id is in the edge's, and a node
-- is where edges end. Rows of generations imported before keep their bytes until they are removed.
alter table loopgenie.edge drop column way_id, drop column point_ids;

drop table loopgenie.node;
create view loopgenie.node as
  select distinct on (generation_id, id) generation_id, id, ele_m, geom
  from (select generation_id, tail_node as id, ele_m[1] as ele_m, st_startpoint(geom) as geom from loopgenie.edge
        union all
        select generation_id, head_node, ele_m[cardinality(ele_m)], st_endpoint(geom) from loopgenie.edge) as ends
  order by generation_id, id;
