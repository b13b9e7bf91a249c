using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What the runner of GitHub Actions and common actions say.</summary>
public static class ActionsFailures
{
    public static KnownFailure NoIdToken { get; } = new()
    {
        Id = "actions-id-token-missing",
        Title = "the job may not prove who it is",
        What = "No identity token could be had for trusted publishing, signing or a cloud login.",
        Why = "The job lacks `id-token: write`, or the run belongs to a fork, which never gets one.",
        Remedies = ["Give the job `permissions: id-token: write` (and `contents: read`); a called workflow needs it in the calling job, too."],
        Signs =
        [
            "Unable to get ACTIONS_ID_TOKEN_REQUEST",
            "Unable to get the ACTIONS_ID_TOKEN_REQUEST",
            "ACTIONS_ID_TOKEN_REQUEST_* not set",
            "missing * ACTIONS_ID_TOKEN_REQUEST",
            "insufficient OIDC token permissions",
            "OpenID Connect token retrieval failed",
            "requires \"write\" access to the \"id-token\" permission",
            "Please make sure to give write permissions to id-token in the workflow",
        ],
    };

    public static KnownFailure InputMissing { get; } = new()
    {
        Id = "actions-input-missing",
        Title = "an action got no value for an input that it needs",
        What = "The step stopped with `Input required and not supplied`, or `Username and password required`.",
        Why = "The secret does not exist under this name, belongs to an environment that the job does not use, or is withheld: forks and Dependabot get none.",
        Remedies = ["Check the secret's spelling and level (repository, organisation, environment), and `environment:` of the job.", "A called workflow gets secrets by `secrets: inherit` or by name only."],
        Signs = ["Input required and not supplied", "Error: Username and password required", "Username and password required"],
    };

    public static KnownFailure PullRequestsForbidden { get; } = new()
    {
        Id = "actions-pull-requests-forbidden",
        Title = "workflows may not open pull requests here",
        What = "GitHub refused a pull request from a workflow.",
        Why = "The repository's or organisation's setting is off; `pull-requests: write` does not change that.",
        Remedies = ["Settings, Actions, General: Allow GitHub Actions to create and approve pull requests. It is needed for nothing else."],
        Signs = ["GitHub Actions is not permitted to create or approve pull requests"],
    };

    public static KnownFailure EnvironmentBranch { get; } = new()
    {
        Id = "actions-environment-protected",
        Title = "the environment does not allow this branch or tag",
        What = "The job was not started, for its environment refuses the reference.",
        Why = "Protection rules name the branches and tags that may deploy; a rule for branches does not cover tags.",
        Remedies = ["Add the tag pattern (`v*`) under Settings, Environments, Deployment branches and tags."],
        Signs = ["is not allowed to deploy to * due to environment protection rules"],
    };

    public static KnownFailure ActionNotFound { get; } = new()
    {
        Id = "actions-action-not-found",
        Title = "the runner does not find an action",
        What = "The job failed before its first step.",
        Why = "The name or version after `@` does not exist, the repository is private, or the organisation allows chosen actions only.",
        Remedies = ["Check `uses:`; pin a commit that exists, with the version in a comment.", "An owner of the organisation can allow the action."],
        Signs = ["Unable to resolve action", "An action could not be found at the URI", "is not allowed to be used in", "Can't find 'action.yml'"],
    };

    public static KnownFailure Deprecated { get; } = new()
    {
        Id = "actions-deprecated-version",
        Title = "GitHub no longer runs this version of an action",
        What = "The run failed by itself because of a version that was switched off.",
        Why = "upload-artifact and download-artifact v3 and cache v1 and v2 are gone.",
        Remedies = ["Use v4 or newer. Artifacts of v4 have unique names: give each matrix leg its own, and merge on download (`pattern:`, `merge-multiple: true`)."],
        Signs = ["has been automatically failed because it uses a deprecated version of"],
    };

    public static KnownFailure ArtifactMissing { get; } = new()
    {
        Id = "actions-artifact-missing",
        Title = "there is no artifact to download, or nothing to upload",
        What = "An artifact of this name or pattern does not exist.",
        Why = "The job that makes it was skipped or failed, the names differ, or the path matched no file.",
        Remedies = ["Let the job wait for it (`needs:`), and set `if-no-files-found: error` where it is uploaded."],
        Signs = ["Artifact not found for name", "Unable to find any artifacts", "Unable to download artifact(s)", "No files were found with the provided path"],
    };

    public static KnownFailure ArtifactExists { get; } = new()
    {
        Id = "actions-artifact-exists",
        Title = "two jobs upload an artifact of the same name",
        What = "The upload was refused with 409 Conflict.",
        Why = "Since v4 an artifact is written once; legs of a matrix that use one name collide.",
        Remedies = ["Put the matrix values into the name, and merge on download; or `overwrite: true` for a rerun."],
        Signs = ["an artifact with this name already exists on the workflow run"],
    };

    public static KnownFailure StorageQuota { get; } = new()
    {
        Id = "actions-storage-quota",
        Title = "the storage for artifacts is used up",
        What = "No further artifact can be uploaded.",
        Why = "Artifacts and packages of the account share a quota.",
        Remedies = ["Delete old artifacts, shorten `retention-days`, or raise the spending limit."],
        Signs = ["Artifact storage quota has been hit"],
    };

    public static KnownFailure TimedOut { get; } = new()
    {
        Id = "actions-timed-out",
        Title = "the job took longer than it may",
        What = "The runner stopped the job.",
        Why = "`timeout-minutes` was reached (six hours unless it is set); a command may wait for an answer that nobody gives.",
        Remedies = ["Look at the last lines before: does something ask for input? Then raise `timeout-minutes`, or split the job.", "What was published before stays: `drayage resume` goes on."],
        Signs = ["has exceeded the maximum execution time"],
    };

    public static KnownFailure RunnerLost { get; } = new()
    {
        Id = "actions-runner-lost",
        Title = "the runner was lost",
        What = "The runner stopped answering, or was shut down.",
        Why = "It ran out of memory or disk, or the machine was taken away (spot instances).",
        Remedies = ["Use a larger runner or fewer parallel jobs; then run the job again. `drayage resume` goes on with a release."],
        Signs = ["The runner has received a shutdown signal", "lost communication with the server"],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
    [
        NoIdToken, InputMissing, PullRequestsForbidden, EnvironmentBranch, ActionNotFound, Deprecated, ArtifactMissing, ArtifactExists, StorageQuota, TimedOut, RunnerLost,
    ];
}
