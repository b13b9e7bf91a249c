using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>Who may do what at container registries.</summary>
public static class RegistryAccessFailures
{
    public static KnownFailure InsufficientScope { get; } = new()
    {
        Id = "registry-insufficient-scope",
        Title = "the login does not cover this repository",
        What = "The registry gave a token, and the token's scope does not hold what was asked, mostly a push.",
        Why = "Nobody is logged in (an anonymous token can pull at most), the account may not write to the repository, or the name belongs to somebody else. Docker Hub answers so for repositories that do not exist, too.",
        Remedies =
        [
            "Log in to the very registry that is pushed to, in the same job and before the push: the host in the image name decides, and a name without one means Docker Hub.",
            "Check the namespace: `docker push NAME` goes to `docker.io/library/NAME`; it has to be `YOURNAME/NAME`.",
            "Give the access token Read and Write.",
        ],
        Signs = ["insufficient_scope", "insufficient scopes", new() { Says = ["push access denied", "repository does not exist or may require authorization"] }],
    };

    public static KnownFailure PushDenied { get; } = new()
    {
        Id = "registry-push-denied",
        Title = "the registry does not let this login push",
        What = "The push was refused with `denied: requested access to the resource is denied`, or its like.",
        Why = "Nobody is logged in to this registry, or the account has no write access to the repository. At Docker Hub a name without a namespace, or with that of somebody else, ends here.",
        Remedies =
        [
            "Log in before the push: `docker login HOST`, in the same job. A login to one registry is none to another.",
            "Tag the image with your own namespace: `docker tag NAME YOURNAME/NAME:TAG`.",
            "Make an access token with write access; a read-only token logs in well and fails here.",
        ],
        Signs =
        [
            "requested access to the resource is denied",
            "push access denied",
            "access token has insufficient",
            new() { Status = [403], By = Client.Containers },
            new() { Says = ["DENIED"], Status = [403] },
        ],
    };

    public static KnownFailure NotLoggedIn { get; } = new()
    {
        Id = "registry-not-logged-in",
        Title = "nobody is logged in to the registry",
        What = "The registry asked for a login and got none.",
        Why = "The login is missing, was made for another host, by another user (`sudo`), in another job, or by another program: podman, skopeo and docker keep theirs in different files.",
        Remedies =
        [
            "Log in to the host that the image name begins with, in the same job: `docker login HOST`, `skopeo login HOST`, `helm registry login HOST`.",
            "In a workflow put docker/login-action with `registry: HOST` before the push.",
        ],
        Signs =
        [
            "unauthorized: authentication required",
            "UNAUTHORIZED: authentication required",
            "failed to fetch anonymous token",
            new() { Says = ["authentication required"], Status = [401] },
            new() { Says = ["requesting bearer token"], Status = [401] },
            new() { Status = [401], By = Client.Containers },
        ],
    };

    public static KnownFailure WrongPassword { get; } = new()
    {
        Id = "registry-wrong-password",
        Title = "the registry does not know this user name and password",
        What = "A login was refused.",
        Why = "The password is wrong, has expired, or is empty because the secret does not exist here. Docker Hub wants an access token where two-factor authentication is on.",
        Remedies =
        [
            "Make an access token at the registry and store it as secret; give it through standard input (`--password-stdin`).",
            "Check the secret's spelling, and that the workflow does not run for a fork, which sees no secrets.",
        ],
        Signs =
        [
            "incorrect username or password",
            "invalid username/password",
            "unauthorized: personal access token is incorrect",
            "Error logging in to v2 endpoint",
            new() { Says = ["logging into"], Status = [401, 403] },
            new() { Says = ["login attempt to"], Status = [401, 403] },
        ],
    };

    public static KnownFailure DockerHub { get; } = new()
    {
        Id = "docker-hub-login-refused",
        Title = "Docker Hub does not know this login, or the repository is not for it",
        What = "Docker Hub answered 401: there is no login, its user name or token is wrong, the token may only read, or the namespace is somebody else's. It does not tell which.",
        Why = "Docker Hub hides what a login may not see, so that a wrong token, one without write access and a foreign namespace all get the same answer.",
        Remedies =
        [
            "Log in as a user who may write to this very namespace, with an access token of scope Read & Write.",
            "Check the namespace in the image's name: it is the user's or the organisation's name at Docker Hub, which need not be that at GitHub.",
        ],
        Signs =
        [
            new() { Status = [401], Hosts = ["docker.io"] },
            new() { Says = ["authentication required"], Status = [401], Hosts = ["docker.io"] },
            new() { Says = ["incorrect username or password"], Status = [401], Hosts = ["docker.io"] },
        ],
    };

    public static KnownFailure CloudCredentials { get; } = new()
    {
        Id = "registry-cloud-credentials",
        Title = "the cloud's registry got no login, or one that has run out",
        What = "A registry of AWS, Google or Azure refused the request for want of a valid token.",
        Why = "Logins to these registries are made from the cloud's own credentials and last for hours only (ECR: 12). Without the credential helper, or after that time, there is none.",
        Remedies =
        [
            "ECR: `aws ecr get-login-password | docker login --username AWS --password-stdin ACCOUNT.dkr.ecr.REGION.amazonaws.com`, right before the push.",
            "Google: `gcloud auth configure-docker REGION-docker.pkg.dev`. Azure: `az acr login --name NAME`.",
        ],
        Signs =
        [
            "no basic auth credentials",
            "Your authorization token has expired. Reauthenticate",
            "Unauthenticated request. Unauthenticated requests do not have permission",
            new() { Status = [401, 403], Hosts = ["amazonaws.com", "pkg.dev", "gcr.io", "azurecr.io"] },
        ],
    };

    public static KnownFailure PullDenied { get; } = new()
    {
        Id = "registry-pull-denied",
        Title = "the image is private, or its name is wrong",
        What = "A pull was refused; the registry does not say whether the repository exists.",
        Why = "A repository that an account may not see looks like one that does not exist.",
        Remedies =
        [
            "Check the spelling of registry, namespace and name; a name without a registry means Docker Hub.",
            "Log in first if it is private. In a workflow the job that pulls needs the login, not only the one that pushed.",
        ],
        Signs = ["pull access denied", "repository does not exist or may require 'docker login'", new() { Says = ["failed to resolve source metadata", "insufficient_scope"] }],
    };

    public static KnownFailure PullLimit { get; } = new()
    {
        Id = "docker-hub-pull-limit",
        Title = "Docker Hub's pull limit is reached",
        What = "Docker Hub refuses further pulls from this address or account (429 toomanyrequests).",
        Why = "Anonymous pulls are counted by address, and hosted runners share theirs with many.",
        Remedies =
        [
            "Log in to Docker Hub before building: base images then count against the account.",
            "Take base images from a mirror or another registry.",
            "Wait: the limit is counted over hours. `ratelimit-remaining` in the answer's headers tells what is left.",
        ],
        Signs = ["You have reached your pull rate limit", "You have reached your unauthenticated pull rate limit", "increase the limit by authenticating and upgrading"],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "registry-rate-limited",
        Title = "the registry limits requests",
        What = "The registry answered 429 (`toomanyrequests`).",
        Why = "Too many requests in a short time, mostly by jobs that push or pull side by side.",
        Remedies =
        [
            "Wait as long as the answer asks (`retry-after`) and run the step again: what arrived is not sent twice.",
            "Push from fewer jobs at once, and log in: limits for accounts are higher.",
        ],
        Signs = ["toomanyrequests", new() { Status = [429], By = Client.Containers }],
    };

    public static KnownFailure NameUnknown { get; } = new()
    {
        Id = "registry-name-unknown",
        Title = "the registry has no repository of this name",
        What = "The repository does not exist and was not made by the push.",
        Why = "ECR, Google Artifact Registry, Harbor and others want repositories or projects to be made first. Elsewhere the name is misspelt, or the repository is private.",
        Remedies =
        [
            "Check registry, namespace and name.",
            "Make the repository: `aws ecr create-repository --repository-name NAME`, `gcloud artifacts repositories create`, or in the registry's own pages.",
        ],
        Signs =
        [
            "name unknown",
            "NAME_UNKNOWN",
            "repository name not known to registry",
            "The repository with name * does not exist in the registry",
            "Repository * not found\", \"status\"",
            new() { Status = [404], By = Client.Containers },
        ],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        InsufficientScope, PushDenied, NotLoggedIn, WrongPassword, DockerHub, CloudCredentials, PullDenied, PullLimit, Limited, NameUnknown,
    ];
}
