using System.Collections.Immutable;
using System.Text;

namespace Drayage.Registries.GitHub.GraphQl;

/// <summary>What an opaque id says: the type of an object, and what tells it from others.</summary>
internal sealed record NodeName(string Type, ImmutableArray<string> Parts)
{
    /// <returns>Null where the id is none of this service.</returns>
    public static NodeName? Of(string id)
    {
        var buffer = new byte[id.Length];
        return Convert.TryFromBase64String(id, buffer, out var length) && Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2) is [var type, var parts]
            ? new NodeName(type, [.. parts.Split('/')])
            : null;
    }
}
