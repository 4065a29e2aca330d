-- A row of pipelines_old keeps its settings as text; a row of pipelines as JSON.
select id,
       name,
       source,
       json_object(
         'owner', substr(config, 7, instr(config, ';') - 7),
         'retries', cast(substr(config, instr(config, 'retries=') + 8) as integer)) as settings
from source
