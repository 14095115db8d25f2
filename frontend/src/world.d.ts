// What esbuild makes of an import of the map's data: the address of the file, beside the script.
declare module "places.world.json" {
  const address: string;
  export default address;
}
