import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.querySelector('#root')!;
if (root.hasChildNodes()) hydrateRoot(root, <App />);
else createRoot(root).render(<App />);
