using System.Diagnostics.CodeAnalysis;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.Webhooks;

/// <summary>Where a webhook is. Those of chats let whoever has them write there, so they are secrets, and are named by a reference.</summary>
public abstract record WebhookAddress
{
    private WebhookAddress()
    {
    }

    /// <param name="Reference">Its value is the address.</param>
    public sealed record Secret(SecretReference Reference) : WebhookAddress
    {
        public override string ToString() => Reference.ToString();
    }

    /// <param name="Url">No secret: it stands in the waybill.</param>
    public sealed record Open(Uri Url) : WebhookAddress
    {
        public override string ToString() => Url.AbsoluteUri;
    }

    /// <exception cref="FormatException">Neither. The message does not repeat the text: it may be a secret.</exception>
    public static WebhookAddress Parse(string text)
    {
        if (SecretReference.TryParse(text, out var reference))
            return new Secret(reference);
        return TryRead(text, out var url)
            ? new Open(url)
            : throw new FormatException("a webhook is named by env:NAME or file:PATH, or by its address: https, or http on this machine, without user and password");
    }

    /// <summary>Whether something may be posted there.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        && url.UserInfo.Length == 0;
}
