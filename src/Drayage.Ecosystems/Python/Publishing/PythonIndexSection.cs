using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>The keys of a destination of kind <c>python</c>.</summary>
internal static class PythonIndexSection
{
    public const string Kind = "python";
    public const string TokenUser = "__token__";

    private static readonly Setting<UploadTarget> Upload = Settings.Parsed(
        "upload", "Address of the upload API (\"…/legacy/\"), or \"pypi\" or \"testpypi\".", UploadTarget.Parse, required: true);

    private static readonly Setting<Uri> Index = Settings.Parsed(
        "index", "Address of the simple repository API (\"…/simple/\"), where uploads are looked for. Known for pypi and testpypi.", ParseAddress);

    private static readonly Setting<string> Username = Settings.Text(
        "username", $"User that uploads. Default: {TokenUser}, which stands for an API token.");

    private static readonly Setting<SecretReference> Token = Settings.Parsed(
        "token", "API token: env:NAME or file:PATH. Never the token itself. Default: the login in the variables of twine or uv, else trusted publishing, else the login in ~/.pypirc.", SecretReference.Parse);

    private static readonly Setting<SecretReference> Password = Settings.Parsed(
        "password", "Password, where the index has users instead of tokens: env:NAME or file:PATH.", SecretReference.Parse);

    private static readonly Setting<bool?> TrustedPublishing = Settings.Flag(
        "trusted-publishing", "Whether the CI job's identity is exchanged for an upload token. Default: where there is no other login than one in ~/.pypirc, and the index knows it.");

    private static readonly Setting<string> Pypirc = Settings.Text(
        "pypirc", "File with the login, in the form of ~/.pypirc, relative to the repository unless it begins with / or ~/. Default: ~/.pypirc.");

    private static readonly Setting<string> PypircSection = Settings.Text(
        "pypirc-section", "Section of that file with the login, as twine's --repository names it. Default: the one whose repository is 'upload'.");

    private static readonly Setting<string> Attestations = Settings.Parsed(
        "attestations", "Directory, relative to the repository, of attestations that were made for the files (FILE.publish.attestation, PEP 740). Each file must have one. Default: none is sent.", ParsePlace);

    public static SettingsSection Section { get; } = new(
        $"destination of kind {Kind}", "A Python package index with PyPI's upload API.", [Upload, Index, Username, Token, Password, Pypirc, PypircSection, TrustedPublishing, Attestations]);

    public static PythonIndexSettings Read(SectionReader reader, string id)
    {
        var target = reader.Get(Upload);
        var index = reader.Get(Index) ?? target?.Index;
        if (target is not null && index is null && !reader.Has(Index))
            reader.Problems.Add($"destination '{id}' lacks 'index'", reader.At, $"name the index's own address, such as {new Uri(target.Upload, "/simple/")}: uploads are looked for there before and after they are sent");
        CheckCredential(reader, id, target);
        return new PythonIndexSettings
        {
            Id = id,
            Kind = Kind,
            At = reader.At,
            Upload = target?.Upload ?? Nowhere,
            Index = index ?? Nowhere,
            Username = reader.Get(Username) ?? TokenUser,
            Secret = reader.Get(Token) ?? reader.Get(Password),
            TrustedPublishing = reader.Get(TrustedPublishing),
            Pypirc = reader.Get(Pypirc),
            PypircSection = reader.Get(PypircSection),
            Attestations = reader.Get(Attestations),
        };
    }

    /// <summary>The API token by the destination's id, where there is one; else what the machine or the job has.</summary>
    public static PythonIndexSettings Of(Consignment consignment, SecretResolver secrets) => new()
    {
        Id = consignment.Destination,
        Kind = Kind,
        At = SourceLocation.Nowhere,
        Upload = new Uri(consignment.Address),
        Index = new Uri(consignment.Options[PythonIndexDestination.IndexOption]),
        Username = TokenUser,
        Secret = secrets.Find(consignment.Destination, "TOKEN"),
    };

    private static void CheckCredential(SectionReader reader, string id, UploadTarget? target)
    {
        var secret = reader.Has(Token) ? Token.Key : reader.Has(Password) ? Password.Key : null;
        var file = reader.Has(PypircSection) ? PypircSection : reader.Has(Pypirc) ? Pypirc : null;
        var given = secret ?? file?.Key;
        if (reader.Has(Token) && reader.Has(Password))
            reader.Problems.Add($"destination '{id}' has both 'token' and 'password'", reader.LocationOf(Password), "write token: env:NAME (or username: and password: env:NAME)");
        if (secret is not null && file is not null)
            reader.Problems.Add($"destination '{id}' has both '{secret}' and '{file.Key}'", reader.LocationOf(file), "take one of them out");
        if (given is not null && reader.Get(TrustedPublishing) is true)
            reader.Problems.Add($"destination '{id}' has both '{given}' and 'trusted-publishing'", reader.LocationOf(TrustedPublishing), "take one of them out");
        if (given is not null && reader.Has(Attestations) && target is not null && WellKnownIndex.ByUpload(target.Upload) is { } known)
            reader.Problems.Add($"destination '{id}' has both '{given}' and 'attestations'", reader.LocationOf(Attestations), $"{known.Title} takes attestations with trusted publishing only: take '{given}' out");
    }

    private static string ParsePlace(string text) => !Path.IsPathRooted(text) && !text.Split('/', '\\').Contains("..")
        ? text
        : throw new FormatException($"'{text}' is no directory in the repository");

    // Stands for what could not be read; the problem is reported and the settings are never used.
    private static Uri Nowhere { get; } = new("http://invalid/");

    private static Uri ParseAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            throw new FormatException($"'{text}' is no address (https://host/path/)");
        if (uri.UserInfo.Length > 0)
            throw new FormatException("the address holds a user or a password; name them by username and password");
        return uri.AbsolutePath.EndsWith('/') ? uri : new UriBuilder(uri) { Path = uri.AbsolutePath + "/" }.Uri;
    }

    private sealed record UploadTarget(Uri Upload, Uri? Index)
    {
        public static UploadTarget Parse(string text)
        {
            if (WellKnownIndex.ByName(text) is { } known)
                return new UploadTarget(known.Upload, known.Index);
            if (!text.Contains("://", StringComparison.Ordinal))
                throw new FormatException($"'{text}' is neither an address nor one of {string.Join(", ", WellKnownIndex.Names)}");
            var upload = ParseAddress(text);
            return new UploadTarget(upload, WellKnownIndex.ByUpload(upload)?.Index);
        }
    }
}
