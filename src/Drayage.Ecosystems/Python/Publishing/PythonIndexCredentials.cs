using Drayage.Ecosystems.Python.Publishing.Configuration;
using Drayage.Ecosystems.Python.Publishing.Trust;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>
/// Who uploads: a login that the settings name; else one in the variables of twine and uv, the CI job's identity, which the index exchanges
/// for an upload token, or a login in <c>.pypirc</c>.
/// </summary>
internal sealed class PythonIndexCredentials(PythonIndexSettings settings, PublisherContext context)
{
    private const string DefaultFile = "~/.pypirc";

    // Two that look at once find the same.
    private volatile PythonIndexCredential? found;

    /// <summary>The token for the job's identity, where that is used.</summary>
    public TrustedUploads Trusted { get; } = new(context, settings.Id);

    /// <param name="upload">The index's upload API.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ReleaseException">There is none, or the configuration is wrong.</exception>
    public async ValueTask<PythonIndexCredential> OfAsync(Uri upload, CancellationToken cancellationToken) =>
        found ??= await FindAsync(upload, cancellationToken);

    /// <summary>For indexes that show their pages to nobody without a credential; null where there is none that may read.</summary>
    public async ValueTask<HttpCredential?> ReaderAsync(Uri upload, CancellationToken cancellationToken)
    {
        if (await OfAsync(upload, cancellationToken) is { IsExchanged: false } given)
            return given.Http;
        return context.Rehearsal is { } rehearsal ? Basic(settings.Username, context.Secrets.Source(rehearsal.Token)) : null;
    }

    private async Task<PythonIndexCredential> FindAsync(Uri upload, CancellationToken cancellationToken)
    {
        if (settings.Secret is { } secret)
            return new PythonIndexCredential(Basic(settings.Username, context.SecretOf(secret)), $"{secret}", IsExchanged: false);
        if (context.Rehearsal is { } rehearsal)
            return settings.NamesPypirc || settings.TrustedPublishing is false
                ? new PythonIndexCredential(Basic(settings.Username, context.Secrets.Source(rehearsal.Token)), "the rehearsal", IsExchanged: false)
                : Exchanged(upload);
        if (settings.NamesPypirc)
            return Of(await NamedAsync(upload, cancellationToken));
        if (settings.TrustedPublishing is true)
            return Exchanged(upload);
        if (await UploadVariables.LoginForAsync(upload, context.Client.Environment, section => RepositoryAsync(section, cancellationToken)) is { } set)
            return Given(set);
        var file = await ReadAsync(cancellationToken);
        if (file?.LoginFor(upload, settings.Id) is not { } login)
            return settings.TrustedPublishing is false ? throw Missing(upload) : Exchanged(upload);
        return settings.TrustedPublishing is null && await Trusted.IsToBeHadAsync(upload, cancellationToken) ? Exchanged(upload) : Of((file, login));
    }

    private async Task<(PypircFile, ConfiguredLogin)> NamedAsync(Uri upload, CancellationToken cancellationToken)
    {
        var file = await ReadAsync(cancellationToken) ?? throw new ReleaseException(
            ExitCode.Usage, $"destination {settings.Id}: there is no login", $"{settings.At}: {PypircPath} is not there", "correct 'pypirc', or write the file");
        if (settings.PypircSection is { } section)
            return (file, file.LoginOf(section, upload, settings.Id));
        return (file, file.LoginFor(upload, settings.Id) ?? throw Missing(upload));
    }

    private async ValueTask<Uri?> RepositoryAsync(string section, CancellationToken cancellationToken) =>
        await ReadAsync(cancellationToken) is { } file ? file.RepositoryOf(section) : WellKnownIndex.ByName(section)?.Upload;

    private async Task<PypircFile?> ReadAsync(CancellationToken cancellationToken) =>
        PypircPath is { } path ? await PypircFile.ReadAsync(path, cancellationToken) : null;

    private string? PypircPath => (settings.Pypirc ?? DefaultFile) switch
    {
        ['~', '/', .. var below] => context.Client.Environment.Home is { } home ? Path.Combine(home, below) : null,
        var path => Path.GetFullPath(path, context.Client.Directory),
    };

    private PythonIndexCredential Of((PypircFile File, ConfiguredLogin Login) stored) => Given(stored.Login) with
    {
        Doubt = stored.File.OpenTo == UnixFileMode.None ? null : $"others on this machine can read the password in {PypircPath}: chmod 600 {PypircPath}",
    };

    private PythonIndexCredential Given(ConfiguredLogin login) =>
        new(Basic(login.User ?? settings.Username, context.Secrets.Source(new Secret(login.Password))), login.Place, IsExchanged: false);

    private PythonIndexCredential Exchanged(Uri upload) =>
        new(Basic(PythonIndexSection.TokenUser, cancellationToken => Trusted.TakeAsync(upload, cancellationToken)), "the job's identity", IsExchanged: true);

    private static HttpCredential.Basic Basic(string user, SecretSource secret) => new(user, secret);

    private ReleaseException Missing(Uri upload) => new(
        ExitCode.Usage,
        $"destination {settings.Id}: there is no credential",
        $"neither 'token' nor 'password' is set, and no section of {PypircPath ?? DefaultFile} with a password is for {upload}{(settings.NamesPypirc ? "" : "; TWINE_PASSWORD and UV_PUBLISH_TOKEN are not set for it")}",
        $"write token: env:NAME into destination {settings.Id}, or a section with repository = {upload} into the file and its name into index-servers");
}
