using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What GitHub's REST interface says, to gh, to actions and to Drayage.</summary>
public static class GitHubFailures
{
    public static KnownFailure ReadOnlyToken { get; } = new()
    {
        Id = "github-read-only-token",
        Title = "the workflow's token may not do this",
        What = "GitHub answered 403 Resource not accessible by integration.",
        Why = "The job's GITHUB_TOKEN lacks the scope: the repository's or the organisation's default is read-only, `permissions:` does not name it, or the run was started by a fork or by Dependabot.",
        Remedies =
        [
            "Give the job what it needs: `permissions: contents: write` for releases and tags, `issues: write`, `pull-requests: write`, `deployments: write`, `attestations: write`.",
            "A called workflow gets no more than the calling job has.",
            "If the organisation caps tokens at read-only, an owner changes it under Settings, Actions, General, Workflow permissions.",
        ],
        Signs = ["Resource not accessible by integration", new() { Status = [403], Hosts = ["api.github.com", "uploads.github.com"] }, new() { Status = [403], By = Client.GitHub }],
    };

    public static KnownFailure TokenAccess { get; } = new()
    {
        Id = "github-token-access",
        Title = "the personal access token may not do this",
        What = "GitHub answered 403 Resource not accessible by personal access token.",
        Why = "A fine-grained token covers named repositories and permissions, and an organisation may have to approve it first.",
        Remedies = ["Give the token the repository and Contents: read and write.", "Have the organisation approve it, or use the workflow's own GITHUB_TOKEN."],
        Signs = ["Resource not accessible by personal access token", "Personal access tokens with fine grained access do not support"],
    };

    public static KnownFailure SingleSignOn { get; } = new()
    {
        Id = "github-single-sign-on",
        Title = "the token is not authorised for the organisation",
        What = "The organisation uses SAML single sign-on, and the token was not let in.",
        Why = "Classic tokens and SSH keys have to be authorised for such an organisation one by one.",
        Remedies = ["On GitHub: Settings, Developer settings, the token, Configure SSO, Authorize."],
        Signs = ["Resource protected by organization SAML enforcement", "organization has enabled or enforced SAML SSO", "you must use the HTTPS remote with a personal access token or SSH with an SSH key and passphrase that has been authorized"],
    };

    public static KnownFailure BadCredentials { get; } = new()
    {
        Id = "github-bad-credentials",
        Title = "GitHub does not know this token",
        What = "GitHub answered 401 Bad credentials.",
        Why = "The token has expired or was revoked, or is empty: the secret is misspelt or not mapped, or the run belongs to a fork.",
        Remedies = ["In a workflow map it: `env: GH_TOKEN: ${{ github.token }}`.", "Make a new personal access token otherwise."],
        Signs = ["Bad credentials", new() { Status = [401], Hosts = ["api.github.com", "uploads.github.com"] }, new() { Status = [401], By = Client.GitHub }],
    };

    public static KnownFailure GhWithoutToken { get; } = new()
    {
        Id = "gh-without-token",
        Title = "gh has no token",
        What = "gh stopped before sending anything.",
        Why = "gh does not find the workflow's token by itself: it reads GH_TOKEN.",
        Remedies = ["Give the step `env: GH_TOKEN: ${{ github.token }}`."],
        Signs = ["set the GH_TOKEN environment variable", "To get started with GitHub CLI, please run", "gh auth login"],
    };

    public static KnownFailure AssetExists { get; } = new()
    {
        Id = "github-asset-exists",
        Title = "the release already has an asset of this name",
        What = "An upload was refused (422 already_exists).",
        Why = "An earlier try, or another job, uploaded it. An upload that broke can leave an empty asset in state `starter` behind, which counts. Special characters in names are replaced, so two files may become one.",
        Remedies =
        [
            "Compare first (`gh release view TAG --json assets` tells digests); replace it only in a draft: `gh release upload TAG FILE --clobber`.",
            "Let one job upload everything. `drayage resume` uploads what is missing and leaves what is there.",
        ],
        Signs =
        [
            "asset under the same name already exists",
            "ReleaseAsset.name already exists",
            new() { Says = ["already_exists", "ReleaseAsset"] },
            new() { Says = ["already_exists"], Status = [422], Hosts = ["uploads.github.com"] },
            new() { Says = ["already_exists"], Status = [422], By = Client.GitHub },
        ],
    };

    public static KnownFailure ReleaseLimits { get; } = new()
    {
        Id = "github-release-too-large",
        Title = "the release has a file that is too large, or too many files",
        What = "GitHub does not take another file of this size, or of this number.",
        Why = "A file of a release has less than 2 GiB, and a release has at most a thousand files.",
        Remedies =
        [
            "Split the file or pack fewer of them, or deliver them to a destination of kind oci, which has no such limit, and release again.",
            "Debug symbols and test data make most of such files: release them apart.",
        ],
        Signs =
        [
            "size must be less than 2147483648",
            "file_count limited to",
            new() { Says = ["size must be less than or equal to"], By = Client.GitHub },
            new() { Status = [413], Hosts = ["uploads.github.com"] },
        ],
    };

    public static KnownFailure ReleaseExists { get; } = new()
    {
        Id = "github-release-exists",
        Title = "there is a release for this tag already",
        What = "Creating the release was refused (422 already_exists, tag_name).",
        Why = "An earlier run or another job created it, or somebody by hand.",
        Remedies = ["Look at it: `gh release view TAG`. A draft can be filled: `gh release upload TAG …`.", "Let one job create the release and the others wait for it (`needs:`)."],
        Signs =
        [
            "Release.tag_name already exists",
            "a release with the same tag name already exists",
            new() { Says = ["already_exists", "tag_name"] },
            "Release with tag name * already exists",
        ],
    };

    public static KnownFailure TagExists { get; } = new()
    {
        Id = "github-tag-exists",
        Title = "the tag or branch exists already",
        What = "GitHub refused to create a reference that is there (422 Reference already exists).",
        Why = "An earlier run created it, perhaps at another commit.",
        Remedies = ["See where it stands: `git ls-remote origin refs/tags/TAG`. If it is the same commit, go on; otherwise release a new version."],
        Signs = ["Reference already exists"],
    };

    public static KnownFailure ImmutableRelease { get; } = new()
    {
        Id = "github-immutable-release",
        Title = "the release is immutable",
        What = "GitHub refused to change a published release, or to use its tag again.",
        Why = "With immutable releases, assets can be added to drafts only, and the tag of a published release is spent for ever, also after the release is deleted.",
        Remedies = ["Create a draft, upload everything, publish last: the order that Drayage keeps.", "For what is published already release a new version."],
        Signs = ["Cannot upload assets to an immutable release", "was used by an immutable release", new() { Says = ["immutable"], Status = [422] }],
    };

    public static KnownFailure ReleaseNotFound { get; } = new()
    {
        Id = "github-release-not-found",
        Title = "there is no release for this tag",
        What = "gh found no release of that name.",
        Why = "The job that creates it did not run or has not finished, the tag is spelt differently (`v1.0` and `1.0`), or the release is a draft that the token cannot see.",
        Remedies = ["Let the job wait for the one that creates it (`needs:`), and list what there is: `gh release list`.", "Drafts need `contents: write`."],
        Signs = [new() { Says = ["release not found"] }, "no tag exists in the repository"],
    };

    public static KnownFailure CommitUnknown { get; } = new()
    {
        Id = "github-commit-unknown",
        Title = "GitHub does not have the commit",
        What = "A tag or release names a commit or branch that is not in the repository.",
        Why = "The commit was made in the workflow and not pushed, or the name is misspelt.",
        Remedies = ["Push the commit first, then create the tag or release."],
        Signs = ["target_commitish is invalid", new() { Says = ["target_commitish"], Status = [422] }, "Object does not exist", "No commit found for SHA"],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "github-rate-limited",
        Title = "GitHub's request limit is used up",
        What = "GitHub answered 403 or 429: API rate limit exceeded.",
        Why = "The limit is 60 requests an hour without a token, counted by address, which hosted runners share; 1,000 for a repository's GITHUB_TOKEN; 5,000 for a user.",
        Remedies = ["Send a token: `env: GH_TOKEN: ${{ github.token }}`.", "Wait until the time in `x-ratelimit-reset`."],
        Signs = ["API rate limit exceeded", "rate limit exceeded for", new() { Status = [429], Hosts = ["api.github.com", "uploads.github.com"] }, new() { Status = [429], By = Client.GitHub }],
    };

    public static KnownFailure SecondaryLimit { get; } = new()
    {
        Id = "github-secondary-limit",
        Title = "too many requests to GitHub at once",
        What = "GitHub answered with its secondary rate limit.",
        Why = "It counts requests side by side, and writes: 80 content writes a minute, 500 an hour.",
        Remedies = ["Wait as long as `retry-after` says, a minute at least, and upload from one job.", "`drayage resume` goes on with what is missing, at a pace that GitHub takes."],
        Signs = ["You have exceeded a secondary rate limit", "secondary rate limit", "triggered an abuse detection mechanism", "abuse detection"],
    };

    public static KnownFailure NotFound { get; } = new()
    {
        Id = "github-not-found",
        Title = "GitHub does not find it, or hides it from this token",
        What = "GitHub answered 404 Not Found.",
        Why = "The repository, release or address is misspelt; or it is private and the token may not see it: GitHub answers 404 then, not 403. Releases on commits that change workflows are answered so, too, without the scope `workflow`.",
        Remedies = ["Check owner and name: `gh repo view OWNER/REPO`.", "Give the token the repository and Contents: read and write; the GITHUB_TOKEN reaches its own repository only."],
        Signs =
        [
            new() { Says = ["HTTP 404: Not Found"] },
            "Could not resolve to a Repository with the name",
            new() { Status = [404], Hosts = ["api.github.com", "uploads.github.com"] },
            new() { Status = [404], By = Client.GitHub },
        ],
    };

    public static KnownFailure Archived { get; } = new()
    {
        Id = "github-archived",
        Title = "the repository is archived",
        What = "GitHub refuses every change to it.",
        Why = "An archived repository is read-only.",
        Remedies = ["Unarchive it in its settings, or release elsewhere."],
        Signs = ["Repository was archived so is read-only", "repository was archived", new() { Says = ["archived"], Status = [403] }],
    };

    public static KnownFailure ValidationFailed { get; } = new()
    {
        Id = "github-validation-failed",
        Title = "GitHub does not accept the values",
        What = "GitHub answered 422 Validation Failed.",
        Why = "A field has a value that is not allowed or exists already; the answer's `errors` name it.",
        Remedies = ["Read `resource`, `field` and `code` in the answer."],
        Signs = [new() { Says = ["Validation Failed"] }, new() { Status = [422], By = Client.GitHub }, new() { Status = [422], Hosts = ["api.github.com", "uploads.github.com"] }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        ReadOnlyToken, TokenAccess, SingleSignOn, BadCredentials, GhWithoutToken, AssetExists, ReleaseLimits, ReleaseExists, TagExists, ImmutableRelease, ReleaseNotFound, CommitUnknown,
        Limited, SecondaryLimit, NotFound, Archived, ValidationFailed,
    ];
}
