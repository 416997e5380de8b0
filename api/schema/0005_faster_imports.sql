-- An import alone writes and removes a generation's rows, in the transaction that writes and removes the generation
-- itself: asking for the generation again with every row took a quarter of the time of writing.
alter table loopgenie.node drop constraint node_generation_id_fkey;
alter table loopgenie.edge drop constraint edge_generation_id_fkey;
alter table loopgenie.road drop constraint road_generation_id_fkey;
alter table loopgenie.poi drop constraint poi_generation_id_fkey;
alter table loopgenie.trailhead drop constraint trailhead_generation_id_fkey;
alter table loopgenie.place drop constraint place_generation_id_fkey;
alter table loopgenie.tile drop constraint tile_generation_id_fkey;
