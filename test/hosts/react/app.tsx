/** A page in React, 18 or 19. */
import { StrictMode, useEffect, useRef, useState } from 'react';
import type { CrmFollowers as Element } from 'crm-followers';
import { CrmFollowers } from 'crm-followers/react';
import { firstWishes, getToken, note, type Wishes } from '../wishes.ts';

function People() {
  const [wishes, setWishes] = useState<Wishes>(firstWishes);
  const [value, setValue] = useState<string[]>([]);
  const element = useRef<Element>(null);
  useEffect(() => {
    note(`ref: ${element.current?.localName}`);
    const hear = ({ detail }: CustomEvent<Wishes>) => setWishes((before) => ({ ...before, ...detail }));
    addEventListener('host', hear);
    return () => removeEventListener('host', hear);
  }, []);
  const { isGone, isControlled, mark = '', refused, users, ...rest } = wishes;
  if (isGone) return null;
  return (
    <CrmFollowers
      {...rest}
      ref={element}
      endpoint="/api"
      recordType="contact"
      id="people"
      className="card"
      getToken={() => getToken()}
      check={(_, user) => (user.name === refused ? 'Refused by the page.' : undefined)}
      {...(users && { users: [...users] })}
      {...(isControlled && { value: [...value] })}
      onFollowersChange={({ detail }) => {
        note(`${mark}change: ${detail.followers.map(({ id }) => id).join()}`);
      }}
      onChange={({ target }) => {
        const { value } = target as Element;
        note(`value: ${value.join()}`);
        setValue(value);
      }}
    />
  );
}

export const App = () => (
  <StrictMode>
    <People />
  </StrictMode>
);
