import '../ui/styles/public.css';
import type { AppProps } from 'next/app';

export default function PublicApp({ Component, pageProps }: AppProps) {
  return <Component {...pageProps} />;
}
