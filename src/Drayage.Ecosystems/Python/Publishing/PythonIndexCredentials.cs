using Drayage.Ecosystems.Python.Publishing.Trust;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Http;

namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>Who uploads: a token or password that the settings name, or the CI job's identity, which the index exchanges for an upload token.</summary>
internal sealed class PythonIndexCredentials(PythonIndexSettings settings, PublisherContext context)
{
    /// <summary>The token for the job's identity, where that is used.</summary>
    public TrustedUploads Trusted { get; } = new(context, settings.Id);

    public bool IsExchanged => settings.Secret is null;

    /// <summary>For indexes that show their pages to nobody without a credential; an exchanged token cannot read.</summary>
    public HttpCredential? Reader => settings.Secret is { } secret
        ? new HttpCredential.Basic(settings.Username, context.SecretOf(secret))
        : context.Rehearsal is { } rehearsal ? new HttpCredential.Basic(settings.Username, context.Secrets.Source(rehearsal.Token)) : null;

    /// <param name="upload">The index's upload API.</param>
    public HttpCredential For(Uri upload) => settings.Secret is { } secret
        ? new HttpCredential.Basic(settings.Username, context.SecretOf(secret))
        : new HttpCredential.Basic(PythonIndexSection.TokenUser, cancellationToken => Trusted.TakeAsync(upload, cancellationToken));
}
