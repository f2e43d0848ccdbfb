//! A plain client of the pod. It shares no code with the product's own.

use std::time::Duration;

use practice_oracle::{Credential, Options, Practice, start};
use reqwest::{Certificate, Client, Method, RequestBuilder, header::HeaderMap, redirect::Policy};
use serde_json::Value;

pub struct Asker {
    pub client: Client,
    pub origin: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub async fn practice(scenario: &str) -> (Practice, Asker) {
    let practice = start(Options { scenario: scenario.to_owned(), ..Options::default() }).await.unwrap();
    let asker = Asker::of(&practice);
    (practice, asker)
}

/// A pod whose background work is done at once.
pub async fn prompt(scenario: &str) -> (Practice, Asker) {
    let options = Options { scenario: scenario.to_owned(), background: Duration::ZERO, ..Options::default() };
    let practice = start(options).await.unwrap();
    let asker = Asker::of(&practice);
    (practice, asker)
}

impl Asker {
    pub fn of(practice: &Practice) -> Self {
        let authority = Certificate::from_pem(practice.ca_pem().as_bytes()).unwrap();
        let client = Client::builder()
            .tls_certs_only([authority])
            .https_only(true)
            .no_proxy()
            .redirect(Policy::none())
            .build()
            .unwrap();
        Self { client, origin: practice.origin().to_owned() }
    }

    pub fn request(&self, method: Method, path: &str, who: Option<&Credential>) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.origin));
        match who {
            Some(who) => request.basic_auth(&who.user, Some(&who.password)),
            None => request,
        }
    }

    pub async fn get(&self, path: &str, who: &Credential) -> Answer {
        send(self.request(Method::GET, path, Some(who))).await
    }

    /// A read of a resource under framework version 4, as the product asks.
    pub async fn read(&self, resource: &str, who: &Credential) -> Answer {
        send(self.reading(resource).basic_auth(&who.user, Some(&who.password))).await
    }

    /// The same with a bearer token.
    pub async fn read_by_token(&self, resource: &str, token: &str) -> Answer {
        send(self.reading(resource).bearer_auth(token)).await
    }

    fn reading(&self, resource: &str) -> RequestBuilder {
        let path = format!("/hcmRestApi/resources/latest/{resource}");
        let request = self.request(Method::GET, &path, None);
        request.header("REST-Framework-Version", "4").header("Accept", "application/json")
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, body: response.text().await.unwrap() }
}
