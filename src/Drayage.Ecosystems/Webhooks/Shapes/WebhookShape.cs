using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Pipeline.Announcing.Notices;

namespace Drayage.Ecosystems.Webhooks.Shapes;

/// <summary>What a service wants to be posted.</summary>
internal abstract class WebhookShape
{
    // Escaping every sign beyond ASCII would spend the services' limits on it.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ImmutableArray<WebhookShape> All { get; } = [new JsonShape(), new SlackShape(), new DiscordShape(), new TeamsShape()];

    /// <summary>As settings have it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether who knows the address may write there.</summary>
    public virtual bool HasSecretAddress => true;

    public abstract NoticeMarkup Markup { get; }

    /// <param name="name">Null for the first.</param>
    public static WebhookShape Named(string? name) => All.FirstOrDefault(shape => shape.Name == name) ?? All[0];

    /// <summary>The body, within the service's limits.</summary>
    /// <param name="notice">What is told.</param>
    /// <param name="message">In the service's markup.</param>
    public abstract byte[] Write(Notice notice, string message);

    protected static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString(Compact));
}
