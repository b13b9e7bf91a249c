using System.CommandLine;
using Drayage.Model;
using Drayage.Registries.Access;
using Drayage.Registries.Hosting;
using Drayage.Registries.Oci;

namespace Drayage.Cli.Commands;

/// <summary>The options of <c>drayage serve</c> that say who may do how much, and when what nobody needs is deleted.</summary>
internal sealed class ServeOptions
{
    private static readonly string[] Actions = [TokenGrant.Pull, TokenGrant.Push, TokenGrant.Delete];

    private readonly Option<bool> isPrivate = new("--private") { Description = "Let nobody read without a token either." };
    private readonly Option<string[]> grants = new("--grant") { Description = "NAME=REPOSITORIES:ACTIONS lets the secret in the environment variable NAME do the actions (pull, push, delete, with commas) on a repository, on all below a path (team/*), or on all (*), by OCI; may be repeated.", DefaultValueFactory = _ => [] };
    private readonly Option<double?> collect = new("--collect") { Description = "Delete blobs that nothing needs, at the start and then every so many hours. What came within the last hour stays." };
    private readonly Option<int> manifest = new("--max-manifest") { Description = "Bytes of a manifest; 413 above.", DefaultValueFactory = _ => new OciLimits().ManifestBytes };
    private readonly Option<int> uploads = new("--max-uploads") { Description = "Blob uploads open at a time; 429 above.", DefaultValueFactory = _ => new OciLimits().OpenUploads };
    private readonly Option<int> requests = new("--max-requests") { Description = "OCI requests a second from one address; 429 above. 0 for any number.", DefaultValueFactory = _ => 0 };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { isPrivate, grants, collect, manifest, uploads, requests })
            command.Options.Add(option);
    }

    /// <exception cref="ReleaseException">An option has a value that means nothing.</exception>
    public Func<RegistryServerOptions, RegistryServerOptions> Read(ParseResult parsed, Composition composition)
    {
        foreach (var option in new[] { manifest, uploads, requests })
        {
            if (parsed.GetValue(option) < 0)
                throw new ReleaseException(ExitCode.Usage, $"{option.Name}: {parsed.GetValue(option)} is no limit", "it is below 0", "give a number from 0 on");
        }
        if (parsed.GetValue(collect) is { } hours && hours is not (> 0 and < 24 * 365))
            throw new ReleaseException(ExitCode.Usage, $"--collect: {hours} is no number of hours", "it has to be more than 0 and less than a year", "drayage serve --collect 6");
        return options => options with
        {
            Tokens = options.Tokens with { ReadsNeedToken = parsed.GetValue(isPrivate), Grants = [.. parsed.GetValue(grants)!.Select(text => ParseGrant(text, composition))] },
            Oci = new OciLimits { ManifestBytes = parsed.GetValue(manifest), OpenUploads = parsed.GetValue(uploads), RequestsPerSecond = parsed.GetValue(requests) },
            CollectEvery = parsed.GetValue(collect) is { } every ? TimeSpan.FromHours(every) : null,
            Collected = (collected, failure) => composition.Terminal.Error.WriteLine(failure is null
                ? $"collected {collected!.Swept} blobs of {collected.Bytes} bytes; {collected.Kept} are needed"
                : $"blobs could not be collected: {failure.Message}"),
        };
    }

    private static TokenGrant ParseGrant(string text, Composition composition)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (equals <= 0 || colon <= equals + 1)
            throw new ReleaseException(ExitCode.Usage, $"--grant: '{text}' is no grant", "it is not NAME=REPOSITORIES:ACTIONS", "drayage serve --grant CI_TOKEN=team/*:pull,push");
        var actions = text[(colon + 1)..].Split(',');
        if (actions.FirstOrDefault(action => !Actions.Contains(action, StringComparer.Ordinal)) is { } unknown)
            throw new ReleaseException(ExitCode.Usage, $"--grant: '{unknown}' is no action", null, "actions are pull, push and delete, with commas between them");
        var name = text[..equals];
        return new TokenGrant
        {
            Secret = composition.Environment.Find(name) is { Length: > 0 } secret
                ? secret
                : throw new ReleaseException(ExitCode.Usage, $"--grant: the environment variable {name} is not set", "a grant names the variable that holds its secret", $"export {name}=... and start again"),
            Repositories = text[(equals + 1)..colon],
            Actions = [.. actions],
        };
    }
}
