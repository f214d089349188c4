/** `node demo/server/guide/main.js`: the four routes on a port, over sample data that is gone when the process ends. */
import { fourRoutes } from './four-routes.js';
import { sampleData } from './sample-data.js';

const server = fourRoutes(sampleData()).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(
    `http://127.0.0.1:${server.address().port}, with the record deal:77; token-1 to token-5 sign in`,
  );
});
