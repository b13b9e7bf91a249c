using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Registries.Faults.Routing;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Cli.Faults;

/// <summary>One entry of <c>rules</c>: which requests, which of them, and what happens to them.</summary>
internal static class FaultRuleSection
{
    private static readonly Setting<string> Protocol = Settings.Choice("protocol", "Requests of this protocol only.", [.. Operations.Names.Keys]);
    private static readonly Setting<ImmutableArray<string>> Destination = Settings.Texts("destination", "Requests to these destinations only. In a rehearsal an id from drayage.yaml; everywhere the beginning of an OCI repository such as ghcr.io, a GitHub owner/name, or the name of a Python index or of a crate registry.");
    private static readonly Setting<ImmutableArray<string>> Operation = Settings.ParsedList("operation", $"Requests of these kinds only: {string.Join("; ", Operations.Names.Select(named => $"{named.Key}: {string.Join(", ", named.Value)}"))}.", ParseOperation);
    private static readonly Setting<ImmutableArray<string>> Method = Settings.ParsedList("method", "Requests with these HTTP methods only.", text => text.ToUpperInvariant());
    private static readonly Setting<string> Path = Settings.Text("path", "Requests whose path fits: * stands for any text, ? for one letter.");
    private static readonly Setting<FaultNumber> From = Settings.Parsed("from", "The first of these requests that is hit, counted from 1. Default: 1.", text => FaultNumber.Parse(text, 1, int.MaxValue));
    private static readonly Setting<FaultNumber> Every = Settings.Parsed("every", "From there on every so manyth. Default: 1.", text => FaultNumber.Parse(text, 1, int.MaxValue));
    private static readonly Setting<FaultNumber> Count = Settings.Parsed("count", "How many are hit in all. Default: any number.", text => FaultNumber.Parse(text, 1, int.MaxValue));
    private static readonly Setting<FaultProbability> Probability = Settings.Parsed("probability", "With what probability one of these is hit. Default: 1.", FaultProbability.Parse);

    public static SettingsSection Section { get; } = new(
        "rule",
        "One thing that goes wrong.",
        [Protocol, Destination, Operation, Method, Path, From, Every, Count, Probability, .. FaultActionSettings.All]);

    public static FaultRule Read(SectionReader reader) => new()
    {
        Route = ReadRoute(reader),
        Occurrence = new Occurrence
        {
            From = reader.Get(From)?.Value ?? 1,
            Every = reader.Get(Every)?.Value ?? 1,
            Count = reader.Get(Count)?.Value,
            Probability = reader.Get(Probability)?.Value ?? 1,
        },
        Action = FaultActionSettings.Read(reader),
    };

    private static FaultRoute ReadRoute(SectionReader reader)
    {
        var route = new FaultRoute
        {
            Protocol = reader.Get(Protocol),
            Places = OrEmpty(reader.Get(Destination)),
            Operations = OrEmpty(reader.Get(Operation)),
            Methods = OrEmpty(reader.Get(Method)),
            Path = reader.Get(Path),
        };
        if (route.Protocol is { } protocol && route.Operations.FirstOrDefault(name => !Operations.Names[protocol].Contains(name)) is { } foreign)
            reader.Problems.Add($"protocol {protocol} has no operation '{foreign}'", reader.LocationOf(Operation), $"it has {string.Join(", ", Operations.Names[protocol])}");
        return route;
    }

    private static string ParseOperation(string text)
    {
        var known = Operations.Names.Values.SelectMany(names => names).ToArray();
        if (known.Contains(text, StringComparer.Ordinal))
            return text;
        throw new FormatException(NearestName.Find(text, known) is { } near
            ? $"'{text}' is no operation: did you mean '{near}'?"
            : $"'{text}' is no operation: one of {string.Join(", ", known)}");
    }

    private static ImmutableArray<string> OrEmpty(ImmutableArray<string> texts) => texts.IsDefault ? [] : texts;
}
