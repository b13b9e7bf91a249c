using Drayage.Workflows.Definitions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>What a job publishes with the token that GitHub gives it.</summary>
internal static class TokenNeeds
{
    public static IEnumerable<Need> Of(JobTarget job)
    {
        var usesToken = false;
        foreach (var step in job.Acts)
        {
            foreach (var act in step.Acts)
            {
                if (act is PublishingAct.Login { Registry.Known: "ghcr.io" } login)
                    usesToken = login.Credentials.Any(credential => IsJobToken(credential.Value));
                else if (act is PublishingAct.Publish publish && NeedOf(step, publish, usesToken) is { } need)
                    yield return need;
            }
        }
    }

    private static Need? NeedOf(StepActs step, PublishingAct.Publish publish, bool signedInWithToken) => publish.Channel switch
    {
        Channel.Image or Channel.Artifact when signedInWithToken && ImageName.Parse(publish.Address).IsGitHub =>
            new Need("packages", $"'{publish.Address}'", step, publish),
        Channel.NuGet or Channel.Npm when publish.Address.StartsWith("https://nuget.pkg.github.com/") || publish.Address.StartsWith("https://npm.pkg.github.com") =>
            publish.Credentials.Any(credential => IsJobToken(credential.Value)) ? new Need("packages", "to GitHub Packages", step, publish) : null,
        Channel.GitHubRelease when ReleasesWithToken(step, publish) => new Need("contents", "a GitHub release", step, publish),
        _ => null,
    };

    private static bool ReleasesWithToken(StepActs step, PublishingAct.Publish publish)
    {
        if (publish.Command is { } command)
            return publish.Tool == "gh" && command.Variables.GetValueOrDefault("GH_TOKEN", command.Variables.GetValueOrDefault("GITHUB_TOKEN", ShellText.Empty)) is var token
                && IsJobToken(token) && !command.Words.Any(word => word.Text.StartsWith("--repo") || word.Known == "-R");
        var given = new[] { "token", "github_token", "repo_token", "GITHUB_TOKEN", "repo-token", "github-token" }
            .Select(name => step.Traced.Step.With.Find(name) ?? step.Traced.Step.Env.Find(name))
            .FirstOrDefault(value => value is not null);
        return given is null
            ? publish.Tool is "softprops/action-gh-release" or "ncipollo/release-action" && step.Traced.Step.With.Find("repository") is null
            : IsJobToken(given.Value) && step.Traced.Step.With.Find("repository") is null;
    }

    private static bool IsJobToken(ShellText value) => IsJobToken(value.ToString());

    private static bool IsJobToken(string value)
    {
        var hasToken = value.Contains("secrets.GITHUB_TOKEN", StringComparison.OrdinalIgnoreCase) || value.Contains("github.token", StringComparison.OrdinalIgnoreCase);
        // `secrets.PAT || github.token` may be the other one.
        return hasToken && !value.Contains("||", StringComparison.Ordinal);
    }

    public sealed record Need(string Scope, string What, StepActs Step, PublishingAct.Publish Publish);
}
