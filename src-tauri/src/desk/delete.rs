//! A setup that is no longer wanted. It goes into the system's trash, from where a person can take it back.

use std::path::Path;

use setup::{
    problem::Problem,
    setup_file::{self, store},
};

use super::{Desk, blocking};

impl Desk {
    /// Puts a setup into the trash. With `forget`, the integration user's secret goes first: where the keychain can not be
    /// asked, the file is still there to try again with.
    pub async fn delete(&self, path: &Path, forget: bool) -> Result<(), Problem> {
        let file = path.to_owned();
        // A file that can not be read does not tell whose secret it is, and is deleted all the same.
        let known = blocking(move || Ok(setup_file::look(&file).ok())).await?.filter(|_| forget);
        if let Some(opened) = known {
            self.forget(&opened.file).await?;
        }
        self.cancel(path);
        self.practices.lock().await.remove(path);
        let file = path.to_owned();
        blocking(move || store::give_away(&file, trash)).await?;
        // Nobody is told any more that it is open here.
        self.put_away();
        Ok(())
    }
}

fn trash(path: &Path) -> Result<(), Problem> {
    trash::delete(path).map_err(|error| {
        tracing::warn!(%error, "a setup was not put into the trash");
        Problem::NotTrashed { path: path.display().to_string() }
    })
}
