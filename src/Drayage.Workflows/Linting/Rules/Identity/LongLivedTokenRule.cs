using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Identity;

/// <summary>A stored token publishes where the registry would take the workflow's own identity.</summary>
internal sealed class LongLivedTokenRule : LintRule
{
    private static readonly string[] PythonVariables = ["TWINE_PASSWORD", "UV_PUBLISH_TOKEN", "UV_PUBLISH_PASSWORD", "MATURIN_PYPI_TOKEN", "MATURIN_PASSWORD", "POETRY_PYPI_TOKEN_PYPI", "FLIT_PASSWORD", "HATCH_INDEX_AUTH", "PDM_PUBLISH_PASSWORD"];

    public override string Id => "long-lived-token";

    public override Severity Severity => Severity.Warning;

    public override string Title => "a stored token publishes where trusted publishing would do";

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            foreach (var publish in step.Publications)
            {
                if (Registry(publish) is { } registry && Secret(step, publish) is { } secret)
                    yield return Found(
                        step.Source,
                        step.PlaceOf(publish),
                        $"{publish.Tool} publishes to {registry.Name} with the stored token {secret}",
                        "whoever gets hold of it can publish until it is revoked; trusted publishing gives each run a token of its own for minutes",
                        registry.Instead);
            }
        }
    }

    private static (string Name, string Instead)? Registry(PublishingAct.Publish publish)
    {
        var address = publish.Address.ToString();
        return publish.Channel switch
        {
            Channel.Python when address.Length == 0 || (address.Contains("upload.pypi.org", StringComparison.Ordinal) && !publish.Address.HasUnknown) =>
                ("PyPI", "name the workflow as a trusted publisher on PyPI, and use pypa/gh-action-pypi-publish or uv publish with 'id-token: write' and no password"),
            Channel.Crates when address is "" or "https://crates.io" or "crates-io" =>
                ("crates.io", "name the workflow as a trusted publisher on crates.io, and get a token with rust-lang/crates-io-auth-action and 'id-token: write'"),
            Channel.Npm when address.Length == 0 || IsOf(address, "npmjs") =>
                ("npm", "name the workflow as a trusted publisher on npm; npm 11.5.1 and later then publishes with 'id-token: write' and no token"),
            Channel.NuGet when address.Length == 0 || IsOf(address, "nuget") =>
                ("NuGet", "name the workflow as a trusted publisher on NuGet, and get a key with NuGet/login and 'id-token: write'"),
            _ => null,
        };
    }

    /// <summary>The public registry's own host, by address or, as NuGet names its sources, by itself.</summary>
    /// <param name="service">The label of its domain.</param>
    private static bool IsOf(string address, string service)
    {
        var host = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address.TrimStart('/').Split('/')[0];
        return host.Split('.') is [.., var label, "org"] && label == service;
    }

    private static string? Secret(StepActs step, PublishingAct.Publish publish)
    {
        var values = publish.Credentials.Select(credential => credential.Value);
        if (publish is { Channel: Channel.Python, Command: { } command })
            values = values.Concat(PythonVariables.Select(name => command.Variables.GetValueOrDefault(name)).OfType<ShellText>());
        if (publish is { Command: null })
            values = values.Concat(step.Traced.Step.Env.Where(setting => setting.Name.Value.EndsWith("TOKEN", StringComparison.OrdinalIgnoreCase)).Select(setting => (ShellText)setting.Value.Value).Take(publish.Channel == Channel.GitHubRelease ? 0 : 5));
        return values.FirstOrDefault(value => ProofKinds.Of(value) == ProofKind.Secret)?.ToString().Replace("${{ ", "", StringComparison.Ordinal).Replace(" }}", "", StringComparison.Ordinal);
    }
}
