using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Sealing.InToto;

/// <summary>An artifact that a statement is about.</summary>
public sealed record InTotoSubject
{
    /// <summary>Tells the subjects of one statement apart; for us the artifact's file name. May be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Algorithm to lower-case hexadecimal; never empty.</summary>
    public required ImmutableSortedDictionary<string, string> Digests { get; init; }

    public static InTotoSubject Of(string name, Digest digest) => new()
    {
        Name = name,
        Digests = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(digest.Algorithm, digest.Hex),
    };

    /// <summary>Whether one of the digests is this one.</summary>
    public bool Has(Digest digest) => Digests.TryGetValue(digest.Algorithm, out var hex) && hex == digest.Hex;
}
