import type { GetServerSideProps } from 'next';
import { InventoryPage, type InventoryProps } from '../../features/status/inventory-page.tsx';
import { publicPage } from '../../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<InventoryProps> = async (context) => {
  const { frame, server } = await publicPage(context);
  return { props: { frame, inventory: await server.status.inventory({}) } };
};

export default InventoryPage;
