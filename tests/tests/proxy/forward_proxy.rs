//! A forward proxy on loopback, as companies put one in front of the internet.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What it does with who asks for a tunnel.
#[derive(Clone, Copy)]
pub enum Habit {
    /// Answers with this and closes.
    Answers(&'static str),
    /// Takes the connection and says nothing.
    SaysNothing,
    /// Closes without a word.
    HangsUp,
    /// Says that the tunnel stands, and closes it.
    HangsUpInTheTunnel,
    /// Leads every tunnel there, whatever host it was asked for: nothing beyond this computer is contacted.
    LeadsTo(SocketAddr),
    /// The same, for who signs in with this header value; 407 for everybody else.
    LeadsWhoSignsIn(&'static str, SocketAddr),
}

const ASKS_FOR_A_SIGN_IN: &str = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 0\r\n\r\n";
const TUNNEL_STANDS: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// Ends when dropped.
pub struct ForwardProxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl ForwardProxy {
    pub async fn start(habit: Habit) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(attend(stream, habit, Arc::clone(&kept)));
            }
        });
        Self { address, asked, serving }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same with a user and a password, as they stand in a variable.
    pub fn url_with(&self, credential: &str) -> String {
        format!("http://{credential}@{}", self.address)
    }

    /// The heads of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

impl Drop for ForwardProxy {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An address at which nothing listens.
pub async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

async fn attend(mut stream: TcpStream, habit: Habit, asked: Arc<Mutex<Vec<String>>>) {
    let head = head(&mut stream).await;
    asked.lock().unwrap().push(head.clone());
    let lead = match habit {
        Habit::Answers(answer) => {
            let _ = stream.write_all(answer.as_bytes()).await;
            return;
        }
        Habit::SaysNothing => return std::future::pending().await,
        Habit::HangsUp => return,
        Habit::HangsUpInTheTunnel => {
            let _ = stream.write_all(TUNNEL_STANDS.as_bytes()).await;
            return;
        }
        Habit::LeadsTo(pod) => pod,
        Habit::LeadsWhoSignsIn(value, pod) if header(&head, "proxy-authorization") == Some(value) => pod,
        Habit::LeadsWhoSignsIn(..) => {
            let _ = stream.write_all(ASKS_FOR_A_SIGN_IN.as_bytes()).await;
            return;
        }
    };
    let mut pod = TcpStream::connect(lead).await.unwrap();
    stream.write_all(TUNNEL_STANDS.as_bytes()).await.unwrap();
    let _ = copy_bidirectional(&mut stream, &mut pod).await;
}

async fn head(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let Ok(byte) = stream.read_u8().await else { break };
        bytes.push(byte);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}
