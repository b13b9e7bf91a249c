using Drayage.Model;

namespace Drayage.Formats.Toml;

/// <summary>An RFC 3339 date-time: wall clock (kind unspecified) and its offset from UTC. Not a <see cref="DateTimeOffset"/>, which refuses offsets beyond 14 hours.</summary>
public sealed record TomlOffsetDateTime(DateTime Value, TimeSpan Offset, SourceLocation At) : TomlValue(At)
{
    public override string Kind => "an offset date-time";
}
