using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>What a token may do with one scope.</summary>
public enum PermissionLevel
{
    None,
    Read,
    Write,
}

/// <summary>A <c>permissions</c> key as it is written.</summary>
public sealed record PermissionSet
{
    /// <summary>The key itself.</summary>
    public required ScalarText Key { get; init; }

    /// <summary>The value: a mapping or one word.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary><c>read-all</c> or <c>write-all</c>; null for a list of scopes.</summary>
    public required ScalarText? All { get; init; }

    public required ImmutableArray<Setting> Scopes { get; init; }

    /// <summary>The level of a scope: one that is not named is <see cref="PermissionLevel.None"/> as soon as the key is there.</summary>
    public PermissionLevel this[string scope] => All?.Value switch
    {
        "write-all" => PermissionLevel.Write,
        "read-all" => scope == "id-token" ? PermissionLevel.None : PermissionLevel.Read,
        _ => Parse(Scopes.Find(scope)?.Value),
    };

    private static PermissionLevel Parse(string? level) => level switch
    {
        "write" => PermissionLevel.Write,
        "read" => PermissionLevel.Read,
        _ => PermissionLevel.None,
    };
}
