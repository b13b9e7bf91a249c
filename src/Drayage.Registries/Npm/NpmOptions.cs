using System.Collections.Immutable;

namespace Drayage.Registries.Npm;

/// <summary>How the embedded npm registries behave.</summary>
public sealed record NpmOptions
{
    /// <summary>Bytes of a packed package; what is larger is refused with 413.</summary>
    public long LargestPackage { get; init; } = 256L * 1024 * 1024;

    /// <summary>Requests a minute from one caller, by account or else by address; 0 for any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>How long those who read go on seeing a package as it was before a change, as behind a cache.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Users beside the one of the write token. A package belongs to whoever publishes it first.</summary>
    public ImmutableArray<NpmAccount> Accounts { get; init; } = [];

    /// <summary>Workflows whose identity is exchanged for a token.</summary>
    public ImmutableArray<NpmTrustedPublisher> TrustedPublishers { get; init; } = [];
}

/// <summary>A user of the embedded npm registries.</summary>
public sealed record NpmAccount
{
    public required string Name { get; init; }

    /// <summary>Token, and password for <c>npm login</c>.</summary>
    public required string Secret { get; init; }

    /// <summary>From then on the token is refused; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Must come along with each write in the header <c>npm-otp</c>; null where none is asked for.</summary>
    public string? OneTimePassword { get; init; }

    /// <summary>Leaves the secrets out.</summary>
    public override string ToString() => $"NpmAccount {{ Name = {Name} }}";
}

/// <summary>Whose CI jobs may publish a package.</summary>
/// <param name="Repository"><c>owner/name</c></param>
public sealed record NpmTrustedPublisher(string Package, string Repository);
