using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What git and the servers that it pushes to say.</summary>
public static class GitFailures
{
    public static KnownFailure PushDenied { get; } = new()
    {
        Id = "git-push-denied",
        Title = "the token may not push to the repository",
        What = "A push was refused with 403.",
        Why = "The job's token is read-only, actions/checkout ran with `persist-credentials: false`, or the token is for another repository.",
        Remedies = ["Give the job `permissions: contents: write`.", "To push to another repository use a token or deploy key of that one."],
        Signs = ["Permission to * denied to", "Write access to repository not granted", new() { Says = ["The requested URL returned error: 403"] }],
    };

    public static KnownFailure Protected { get; } = new()
    {
        Id = "git-protected-reference",
        Title = "a rule protects the branch or tag",
        What = "The server refused the push by a rule of the repository.",
        Why = "Branch protection or rulesets ask for a pull request, signatures or checks, and hold for the workflow's token as well.",
        Remedies = ["Make the change by a pull request, or let the release not push to the branch: Drayage only creates a tag.", "Add the app that pushes to the rule's bypass list; GITHUB_TOKEN cannot be added."],
        Signs = ["GH006:", "GH013:", "protected branch hook declined", "Repository rule violations found", "Cannot create ref due to creations being restricted", "You are not allowed to push code to protected branches"],
    };

    public static KnownFailure TagTaken { get; } = new()
    {
        Id = "git-tag-exists",
        Title = "the tag exists already",
        What = "git refused to create or push a tag that is there.",
        Why = "An earlier run created it, perhaps at another commit.",
        Remedies = ["See where it stands: `git ls-remote origin refs/tags/TAG`. If it is the same commit, go on; otherwise release a new version. Do not move it."],
        Signs = ["fatal: tag * already exists", "[rejected] * (already exists)", "would clobber existing tag"],
    };

    public static KnownFailure BehindRemote { get; } = new()
    {
        Id = "git-behind-remote",
        Title = "the branch moved meanwhile",
        What = "A push was refused as not fast-forward.",
        Why = "Another job or person pushed in between.",
        Remedies = ["Fetch, rebase, push again; in a workflow set `concurrency:` so that two releases never run at once."],
        Signs = ["(fetch first)", "(non-fast-forward)", "cannot lock ref"],
    };

    public static KnownFailure RepositoryNotFound { get; } = new()
    {
        Id = "git-repository-not-found",
        Title = "the repository does not exist, or the token may not see it",
        What = "The server answered `Repository not found`.",
        Why = "The address is misspelt, the repository was moved, or it is private: a workflow's token sees its own repository only, also for submodules.",
        Remedies = ["Check the address.", "For another private repository give actions/checkout a `token` that may read it."],
        Signs = ["remote: Repository not found", "fatal: repository * not found", "The requested URL returned error: 404"],
    };

    public static KnownFailure NoCredential { get; } = new()
    {
        Id = "git-no-credential",
        Title = "git has no credential and nobody to ask",
        What = "git wanted a user name or password.",
        Why = "The checkout kept no credential, or the remote is another host or repository.",
        Remedies = ["In a workflow check out with a token (the default), and push to `origin`."],
        Signs = ["could not read Username for", "could not read Password for", "terminal prompts disabled", "Authentication failed for 'http", "Support for password authentication was removed"],
    };

    public static KnownFailure HostKey { get; } = new()
    {
        Id = "git-ssh-refused",
        Title = "the SSH connection was refused",
        What = "The server's key is not known here, or the server does not know ours.",
        Why = "`known_hosts` lacks the host, or the deploy key is missing, read-only or not loaded.",
        Remedies = ["Give actions/checkout the `ssh-key`; it knows GitHub's host keys. Elsewhere add the host's key to known_hosts.", "Use https with a token instead."],
        Signs = ["Host key verification failed", "Permission denied (publickey", "The key you are authenticating with has been marked as read only"],
    };

    public static KnownFailure DubiousOwnership { get; } = new()
    {
        Id = "git-dubious-ownership",
        Title = "the work tree belongs to another user",
        What = "git refused to work in it.",
        Why = "The job runs in a container as another user than the one that checked out.",
        Remedies = ["`git config --global --add safe.directory \"$GITHUB_WORKSPACE\"` in the step before."],
        Signs = ["detected dubious ownership in repository"],
    };

    public static KnownFailure Shallow { get; } = new()
    {
        Id = "git-shallow-checkout",
        Title = "the checkout has no tags or history",
        What = "A version could not be told from tags.",
        Why = "actions/checkout fetches one commit and no tags by default.",
        Remedies = ["Check out with `fetch-depth: 0` (and `fetch-tags: true`)."],
        Signs = ["No names found, cannot describe anything", "setuptools-scm was unable to detect version", "no tag exactly matches", "shallow update not allowed"],
    };

    public static KnownFailure WorkflowScope { get; } = new()
    {
        Id = "git-workflow-scope",
        Title = "the token may not change workflow files",
        What = "A push or a release was refused because its commits change files below .github/workflows.",
        Why = "That takes a right of its own, which GITHUB_TOKEN never has.",
        Remedies = ["Push with a personal access token with the scope `workflow`, or a GitHub App with Workflows: write."],
        Signs = ["refusing to allow * to create or update workflow", "without `workflow` scope", "without `workflows` permission"],
    };

    public static KnownFailure NoIdentity { get; } = new()
    {
        Id = "git-no-identity",
        Title = "git does not know who commits",
        What = "A commit or annotated tag was refused for want of name and e-mail.",
        Why = "Runners have no git identity.",
        Remedies = ["`git config user.name \"github-actions[bot]\"` and `git config user.email \"41898282+github-actions[bot]@users.noreply.github.com\"`."],
        Signs = ["Author identity unknown", "Committer identity unknown", "*** Please tell me who you are", "Please tell me who you are"],
    };

    public static KnownFailure LargeFile { get; } = new()
    {
        Id = "git-large-file",
        Title = "a file is too large for the repository",
        What = "GitHub refused a push with a file over 100 MB.",
        Why = "Built files were committed.",
        Remedies = ["Attach it to a release instead, or use Git LFS."],
        Signs = ["GH001:", "exceeds GitHub's file size limit"],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        PushDenied, Protected, TagTaken, BehindRemote, RepositoryNotFound, NoCredential, HostKey, DubiousOwnership, Shallow, WorkflowScope, NoIdentity, LargeFile,
    ];
}
