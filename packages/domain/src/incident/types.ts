/** The types of incident that must be reported: Annexure I of the CERT-In Directions of 28 April 2022, in its order. A closed list. */
export const incidentTypes = [
  'targeted_scanning', // of critical networks or systems
  'critical_compromise', // of critical systems or information
  'unauthorised_access', // to IT systems or data
  'website_defacement', // or intrusion into a website, with changes nobody authorised
  'malicious_code', // virus, worm, Trojan, bot, spyware, ransomware, cryptominer
  'server_attack', // on database, mail, DNS and network devices
  'identity_theft', // spoofing, phishing
  'denial_of_service', // from one place or many
  'critical_infrastructure', // SCADA, operational technology, wireless networks
  'application_attack', // e-governance, e-commerce and the like
  'data_breach',
  'data_leak',
  'iot_attack', // with the systems, networks and software around the devices
  'payment_system',
  'malicious_mobile_app',
  'fake_mobile_app',
  'social_media_access', // to accounts, by somebody who may not
  'cloud', // systems, servers, software and applications
  'emerging_technology', // big data, blockchain, virtual assets, robotics, 3D and 4D printing, drones
  'artificial_intelligence', // and machine learning
] as const;
export type IncidentType = (typeof incidentTypes)[number];
