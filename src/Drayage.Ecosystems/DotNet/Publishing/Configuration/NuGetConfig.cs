using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.DotNet.Publishing.Configuration;

/// <summary>What NuGet's own configuration says of sources, API keys and logins, as it holds for one project.</summary>
internal sealed partial class NuGetConfig
{
    // What Windows' data protection begins with, in base64: nothing else can read it.
    private const string Protected = "AQAAANCMnd8BFdERjHoAwE";

    private readonly ProcessEnvironment environment;
    private readonly NuGetConfigSection sources = new();
    private readonly NuGetConfigSection disabled = new();
    private readonly NuGetConfigSection keys = new();
    private readonly NuGetConfigSection logins = new();
    private readonly NuGetConfigSection general = new();

    private NuGetConfig(ProcessEnvironment environment, ImmutableArray<string> files)
    {
        this.environment = environment;
        Files = files;
    }

    /// <summary>Absolute paths of the files that were read, the farthest first.</summary>
    public ImmutableArray<string> Files { get; }

    /// <exception cref="ReleaseException">A file cannot be read or is no XML.</exception>
    public static NuGetConfig Read(ClientSurroundings client)
    {
        var config = new NuGetConfig(client.Environment, NuGetConfigPlaces.Of(client));
        foreach (var file in config.Files)
        {
            var root = Load(file);
            config.sources.Take(file, root.Element("packageSources"));
            config.disabled.Take(file, root.Element("disabledPackageSources"));
            config.keys.Take(file, root.Element("apikeys"));
            config.logins.Take(file, root.Element("packageSourceCredentials"));
            config.general.Take(file, root.Element("config"));
        }

        return config;
    }

    public IEnumerable<NuGetSource> Sources => sources.Entries.Select(entry => new NuGetSource(entry.Key, Expand(entry.Value), !IsDisabled(entry.Key), entry.File));

    /// <summary>Where packages are pushed unless something else is said, a name or an address; null when no file says it.</summary>
    public string? DefaultPushSource => general.Find("defaultPushSource")?.Value is { Length: > 0 } value ? Expand(value) : null;

    /// <param name="nameOrAddress">As a user writes it.</param>
    public NuGetSource? Find(string nameOrAddress) =>
        Sources.FirstOrDefault(source => source.Name.Equals(nameOrAddress, StringComparison.OrdinalIgnoreCase))
        ?? Sources.FirstOrDefault(source => IsSame(source.Address, nameOrAddress));

    /// <summary>The key for a source, by its address or its name; null when there is none.</summary>
    /// <exception cref="ReleaseException">It was encrypted for Windows.</exception>
    public string? ApiKeyOf(Uri source)
    {
        var named = Find(source.AbsoluteUri)?.Name;
        var entry = keys.Entries.FirstOrDefault(entry => IsSame(Expand(entry.Key), source.AbsoluteUri) || entry.Key.Equals(named, StringComparison.OrdinalIgnoreCase));
        return entry is null ? null : Readable(entry, Expand(entry.Value), $"the API key of {source.Authority}", "api-key");
    }

    /// <summary>The login at a source, which the environment may hold as well; null when there is none.</summary>
    /// <exception cref="ReleaseException">The password was encrypted for Windows.</exception>
    public NuGetLogin? LoginOf(Uri source)
    {
        if (Find(source.AbsoluteUri) is not { } named)
            return null;
        if (environment.Find($"NuGetPackageSourceCredentials_{named.Name}") is { } given && CredentialGrammar().Match(given) is { Success: true } match)
            return new NuGetLogin(match.Groups["user"].Value, match.Groups["password"].Value);
        if (logins.Find(named.Name) is not { } entry || ValueOf(entry, "Username") is not { } user)
            return null;
        if (ValueOf(entry, "ClearTextPassword") is { } password)
            return new NuGetLogin(user, password);
        return ValueOf(entry, "Password") is { } encrypted
            ? new NuGetLogin(user, Readable(entry, encrypted, $"the password of source {named.Name}", "username and password"))
            : null;
    }

    private bool IsDisabled(string name) => disabled.Find(name) is { } entry && entry.Value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private string? ValueOf(NuGetConfigEntry entry, string key) =>
        entry.Element.Elements("add").FirstOrDefault(add => add.Attribute("key")?.Value.Equals(key, StringComparison.OrdinalIgnoreCase) is true)?.Attribute("value")?.Value is { Length: > 0 } value
            ? Expand(value)
            : null;

    private static string Readable(NuGetConfigEntry entry, string value, string what, string setting) =>
        value.StartsWith(Protected, StringComparison.Ordinal)
            ? throw new ReleaseException(
                ExitCode.Usage,
                $"{what} cannot be read",
                $"{entry.File} holds it encrypted, which only Windows can undo",
                $"name it by {setting}: env:NAME in drayage.yaml, or write %NAME% into the file (ClearTextPassword for passwords)")
            : value;

    // A variable that is not set stays as it is written, as NuGet leaves it.
    private string Expand(string text) =>
        VariableGrammar().Replace(text, match => environment.Find(match.Groups["name"].Value) ?? match.Value);

    private static bool IsSame(string address, string other) => address.TrimEnd('/').Equals(other.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static XElement Load(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException malformed)
        {
            throw Unreadable(file, $"{file}:{malformed.LineNumber}:{malformed.LinePosition}: {malformed.Message}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, refused.Message);
        }
    }

    private static ReleaseException Unreadable(string file, string because) =>
        new(ExitCode.Usage, "NuGet's configuration cannot be read", because, $"correct {file}, or give the destination's 'source' and 'api-key' in drayage.yaml");

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex VariableGrammar();

    [GeneratedRegex(@"\A\s*Username=(?<user>.*?);\s*Password=(?<password>.*?)(;\s*ValidAuthenticationTypes=.*)?\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CredentialGrammar();
}
