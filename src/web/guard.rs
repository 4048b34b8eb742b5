//! The signature says who may call: [`As`] authenticates, checks the permission, and is the only door to [`App`].

use std::{future::Future, marker::PhantomData, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header, web::Data};

use crate::{
    account::{self, Access, Permission},
    app::App,
    error::{Error, Result},
};

/// A permission as a type, so that a handler's arguments name it.
pub trait Needs {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! needs {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl Needs for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

needs! {
    /// May hand in posts.
    SendPosts,
    /// May read posts.
    ReadPosts,
    /// May have drafts checked.
    CheckDrafts,
    /// May read cases.
    ReadCases,
    /// May change cases.
    WorkCases,
    /// May read the trail.
    ReadAudit,
}

/// Somebody who may do `P`.
pub struct As<P> {
    /// The application.
    pub app: Data<App>,
    /// Who it is.
    pub access: Access,
    permission: PhantomData<P>,
}

impl<P: Needs + 'static> FromRequest for As<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request)?;
            let access = identify(&app, &request).await?;
            access.need(P::PERMISSION)?;
            Ok(Self { app, access, permission: PhantomData })
        })
    }
}

/// Anybody, signed in or not.
pub struct Anyone {
    /// The application.
    pub app: Data<App>,
    /// Who it is, when signed in.
    pub access: Option<Access>,
}

impl FromRequest for Anyone {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let app = app(&request)?;
            let access = match identify(&app, &request).await {
                Ok(access) => Some(access),
                Err(Error::Unauthenticated) => None,
                Err(other) => return Err(other),
            };
            Ok(Self { app, access })
        })
    }
}

fn app(request: &HttpRequest) -> Result<Data<App>> {
    request.app_data::<Data<App>>().cloned().ok_or_else(|| Error::Internal(anyhow::anyhow!("no application")))
}

async fn identify(app: &App, request: &HttpRequest) -> Result<Access> {
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        let value = value.to_str().ok().and_then(|value| value.split_once(' '));
        let (_, token) =
            value.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).ok_or(Error::Unauthenticated)?;
        return account::open_token(app, token.trim()).await;
    }
    let cookie = request.cookie(cookie_name(app)).ok_or(Error::Unauthenticated)?;
    account::open(app, cookie.value()).await
}

/// Name of the session cookie. The `__Host-` prefix binds it to this host, and wants TLS.
pub fn cookie_name(app: &App) -> &'static str {
    if app.config.web.is_https() { "__Host-vigie" } else { "vigie" }
}
