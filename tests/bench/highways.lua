-- osm2pgsql's share of our import: every way with a highway tag, and every node with tags, with their geometry.
local ways = osm2pgsql.define_way_table('ways', {
  { column = 'tags', type = 'jsonb' },
  { column = 'geom', type = 'linestring', projection = 4326 },
})
local nodes = osm2pgsql.define_node_table('nodes', {
  { column = 'tags', type = 'jsonb' },
  { column = 'geom', type = 'point', projection = 4326 },
})

function osm2pgsql.process_way(object)
  if object.tags.highway then
    ways:insert({ tags = object.tags, geom = object:as_linestring() })
  end
end

function osm2pgsql.process_node(object)
  nodes:insert({ tags = object.tags, geom = object:as_point() })
end
