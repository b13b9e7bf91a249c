using Drayage.Model;

namespace Drayage.Formats.Json;

/// <summary>A text that is not JSON by RFC 8259.</summary>
public sealed class JsonSyntaxException : FormatException
{
    public JsonSyntaxException(string message, SourceLocation at, Exception? inner = null)
        : base(message, inner) => At = at;

    /// <summary>Where the text stops being JSON.</summary>
    public SourceLocation At { get; }
}
