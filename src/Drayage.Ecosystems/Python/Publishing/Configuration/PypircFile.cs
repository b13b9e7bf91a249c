using Drayage.Formats.Ini;
using Drayage.Model;

namespace Drayage.Ecosystems.Python.Publishing.Configuration;

/// <summary>
/// A <c>.pypirc</c> (packaging.python.org/en/latest/specifications/pypirc) as twine reads it: of the sections that
/// <c>index-servers</c> lists, each with the address and the login of an index.
/// </summary>
internal sealed class PypircFile
{
    private const string Servers = "index-servers";

    private readonly string path;
    private readonly IniDocument document;

    private PypircFile(string path, IniDocument document)
    {
        this.path = path;
        this.document = document;
    }

    /// <summary>Permissions that let others read the passwords; none where the system has no such.</summary>
    public UnixFileMode OpenTo { get; private init; }

    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="ReleaseException">It cannot be read, or is none.</exception>
    public static async Task<PypircFile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return new PypircFile(path, IniDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken), path))
            {
                OpenTo = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(ExitCode.Usage, $"{path} cannot be read", error.Message, $"make {path} readable", error);
        }
    }

    /// <summary>The address of an index by its section; null where nothing says it.</summary>
    public Uri? RepositoryOf(string section) =>
        Value(section, "repository") is { } entry ? UploadAddress.Parse(entry.Value) : WellKnownIndex.ByName(section)?.Upload;

    /// <summary>
    /// The login for an address. Of several sections with it that of the given name counts, else the first listed: more than one is how
    /// tokens of single projects are kept.
    /// </summary>
    /// <returns>Null where no section with this address has a password.</returns>
    public ConfiguredLogin? LoginFor(Uri upload, string preferred) => Listed()
        .Where(section => RepositoryOf(section) == upload)
        .OrderBy(section => section == preferred ? 0 : 1)
        .Select(Read)
        .FirstOrDefault(login => login is not null);

    /// <summary>The login of a section.</summary>
    /// <exception cref="ReleaseException">There is no such section, it is for another address, or has no password.</exception>
    public ConfiguredLogin LoginOf(string section, Uri upload, string destination)
    {
        var message = $"destination {destination}: section [{section}] of {path} gives no login";
        if (!Listed().Contains(section, StringComparer.Ordinal))
        {
            var listed = document.Find("distutils", Servers) is { } servers ? $"{servers.At}: 'index-servers' of [distutils] lists {string.Join(", ", Listed())}" : $"{path} has no 'index-servers' in [distutils], which would list it";
            throw new ReleaseException(ExitCode.Usage, message, listed, $"add {section} there, or correct 'pypirc-section'");
        }

        if (Value(section, "repository") is { } repository && RepositoryOf(section) != upload)
            throw new ReleaseException(ExitCode.Usage, message, $"{repository.Lines[0].At}: the section is for another address than {upload}, where its password must not go", "correct 'repository' there, or 'upload' of the destination");
        return Read(section) ?? throw new ReleaseException(
            ExitCode.Usage,
            message,
            document.Has(section) ? $"{path}: the section has no 'password' (twine would ask for it, or look into the keyring)" : $"{path}: 'index-servers' lists it, and there is no such section",
            "write password = … there, or set TWINE_PASSWORD");
    }

    private string[] Listed() =>
        [.. (document.Find("distutils", Servers)?.Value ?? "pypi testpypi").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private ConfiguredLogin? Read(string section) => (Value(section, "password") ?? OfEverybody("password")) is { Value.Length: > 0 } password
        ? new ConfiguredLogin((Value(section, "username") ?? OfEverybody("username"))?.Value, password.Value, $"section [{section}] of {path}")
        : null;

    private IniEntry? Value(string section, string key) => document.Find(section, key);

    // Obsolete, and read by twine still.
    private IniEntry? OfEverybody(string key) => document.Find("server-login", key);
}
