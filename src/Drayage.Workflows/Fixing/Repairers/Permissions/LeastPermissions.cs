using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Rules.Identity;
using Drayage.Workflows.Linting.Rules.Publishing;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Fixing.Repairers.Permissions;

/// <summary>The least permissions with which a job that names none can do what it does.</summary>
internal static partial class LeastPermissions
{
    // They use the token of the job for nothing, or for what is computed here.
    private static readonly FrozenSet<string> Known = new[]
    {
        "actions/checkout", "actions/cache", "actions/cache/restore", "actions/cache/save", "actions/upload-artifact", "actions/download-artifact", "actions/setup-python",
        "actions/setup-node", "actions/setup-go", "actions/setup-java", "actions/setup-dotnet", "actions/attest-build-provenance", "actions/attest-sbom", "actions/attest",
        "astral-sh/setup-uv", "pnpm/action-setup", "dtolnay/rust-toolchain", "Swatinem/rust-cache", "mozilla-actions/sccache-action", "taiki-e/install-action",
        "sigstore/cosign-installer", "anchore/sbom-action/download-syft", "oras-project/setup-oras", "azure/setup-helm", "imjasonh/setup-crane", "jlumbroso/free-disk-space",
        "softprops/action-gh-release", "ncipollo/release-action", "svenstaro/upload-release-action", "pypa/gh-action-pypi-publish", "pypa/cibuildwheel", "PyO3/maturin-action",
        "docker/login-action", "docker/setup-buildx-action", "docker/setup-qemu-action", "docker/build-push-action", "docker/metadata-action", "docker/bake-action",
        "rust-lang/crates-io-auth-action", "NuGet/login", "nick-fields/retry", "int128/docker-manifest-create-action", "akhilerm/tag-push-action", "Noelware/docker-manifest-action",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Harmless = new[] { "git", "echo", "printf", "cat", "cd", "mkdir", "cp", "mv", "rm", "ls", "tar", "test", "[", "[[", "export", "sed", "grep", "jq", "pip" }.ToFrozenSet();

    private static readonly string[] TokenNames = ["secrets.GITHUB_TOKEN", "github.token", "secrets['GITHUB_TOKEN']", "toJSON(secrets)", "toJson(secrets)"];

    /// <returns>Scopes with their levels; null where something in the job may use its token in a way that is not known.</returns>
    public static ImmutableSortedDictionary<string, string>? Of(Workflow workflow, JobTarget job)
    {
        if (job.Job.Uses is not null || job.Steps.IsEmpty || HasToken(workflow.Env) || HasToken(job.Job.Env))
            return null;
        var token = TokenNeeds.Of(job).ToList();
        if (job.Acts.Any(step => !IsKnown(job, step, token)))
            return null;
        var scopes = token.Select(need => need.Scope)
            .Concat(job.Acts.SelectMany(IdentityNeeds.Of).Select(need => need.Scope))
            .Concat(job.Acts.Any(PushesToGit) ? ["contents"] : []);
        return ImmutableSortedDictionary<string, string>.Empty.Add("contents", "read").SetItems(scopes.Distinct().Select(scope => KeyValuePair.Create(scope, "write")));
    }

    private static bool IsKnown(JobTarget job, StepActs step, List<TokenNeeds.Need> needs)
    {
        var traced = step.Traced.Step;
        var isKnown = traced.Uses switch
        {
            null => true,
            ActionReference.Remote remote => Known.Contains(remote.FullName),
            // The steps of an action that was read follow by themselves.
            ActionReference.Local => job.Acts.Any(other => other.Traced.Callers.Contains(traced)),
            _ => false,
        };
        var isCounted = step.Acts.Any(act => act is PublishingAct.Login) || needs.Exists(need => ReferenceEquals(need.Step, step));
        return isKnown && !step.Calls.Any(call => MayPush(step, call)) && (isCounted || !HasToken(traced.Env) && !HasToken(traced.With) && !Mentions(traced.Run?.Value));
    }

    // A checkout leaves its credentials to everything that runs after it; what is called so may push with them.
    private static bool MayPush(StepActs step, CommandCall call) =>
        !Harmless.Contains(call.Tool)
        && !step.Acts.Any(act => ReferenceEquals(act.Command, call.Command))
        && ReleasePattern().IsMatch(call.Command.ToString());

    private static bool PushesToGit(StepActs step) => step.Calls.Any(call => call.Tool == "git" && call.Arguments.Any(word => word.Known == "push"));

    private static bool HasToken(ImmutableArray<Setting> settings) => settings.Any(setting => Mentions(setting.Value.Value));

    private static bool Mentions(string? text) => text is not null && TokenNames.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("release|publish|deploy|push|bump|changelog|gh-pages|changeset|lerna", RegexOptions.IgnoreCase)]
    private static partial Regex ReleasePattern();
}
