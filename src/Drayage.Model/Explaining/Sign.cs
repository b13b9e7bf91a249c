using System.Collections.Immutable;

namespace Drayage.Model.Explaining;

/// <summary>By what a failure is recognised. Everything that is named must hold; the more is named, the more specific the sign.</summary>
public sealed record Sign
{
    // What one agreeing circumstance weighs against the characters of an agreeing message.
    private const int PhraseWeight = 10;
    private const int StatusWeight = 10;
    private const int ClientWeight = 8;
    private const int HostWeight = 14;
    private const int BeforeWeight = 12;

    /// <summary>All of them stand in the message.</summary>
    public ImmutableArray<Phrase> Says { get; init; } = [];

    /// <summary>The status is one of them; empty for any and none.</summary>
    public ImmutableArray<int> Status { get; init; } = [];

    /// <summary>The host is one of them or below one; empty for any.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>One of them said it; <see cref="Client.Unknown"/> for anybody.</summary>
    public Client By { get; init; }

    /// <summary>Stands in one of the lines before.</summary>
    public Phrase? After { get; init; }

    /// <summary>None of them stands in the message.</summary>
    public ImmutableArray<Phrase> Unless { get; init; } = [];

    /// <summary>How much must agree: of two signs that hold, the one with more tells more.</summary>
    public int Weight =>
        Says.Sum(phrase => PhraseWeight + phrase.Weight)
        + (Status.IsEmpty ? 0 : StatusWeight)
        + (Hosts.IsEmpty ? 0 : HostWeight)
        + (By == Client.Unknown ? 0 : ClientWeight)
        + (After is null ? 0 : BeforeWeight);

    /// <returns>Where in the message the evidence begins; null where the sign does not hold.</returns>
    public int? FindIn(Symptom symptom)
    {
        if (!Status.IsEmpty && !(symptom.Status is { } status && Status.Contains(status)))
            return null;
        if (By != Client.Unknown && (By & symptom.Clients) == Client.Unknown)
            return null;
        var at = 0;
        for (var place = 0; place < Says.Length; place++)
        {
            var found = Says[place].FindIn(symptom.Text);
            if (found < 0)
                return null;
            at = place == 0 ? found : Math.Min(at, found);
        }

        return SpokeToHost(symptom) && ComesAfter(symptom) && !Unless.Any(phrase => phrase.FindIn(symptom.Text) >= 0) ? at : null;
    }

    /// <summary>A message that tells enough by itself.</summary>
    public static implicit operator Sign(string says) => new() { Says = [says] };

    private bool SpokeToHost(Symptom symptom) => Hosts.IsEmpty || symptom.Hosts.Any(host => Hosts.Any(wanted => IsOrIsBelow(host, wanted)));

    private bool ComesAfter(Symptom symptom) => After is null || symptom.Before.Any(line => After.FindIn(line) >= 0);

    private static bool IsOrIsBelow(string host, string wanted) =>
        host.EndsWith(wanted, StringComparison.OrdinalIgnoreCase) && (host.Length == wanted.Length || host[^(wanted.Length + 1)] == '.');
}
