using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Drayage.Model.Components;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Configuration;

/// <summary>The mapping under <c>destinations:</c>; <c>kind</c> decides which other keys an entry has.</summary>
internal sealed class DestinationSection(ImmutableArray<IDestinationKind> kinds)
{
    private readonly Setting<string> kind = Settings.Choice("kind", "What kind of destination this is.", [.. kinds.Select(k => k.Kind)]);

    private readonly Setting<string> phase = Settings.Choice(
        "phase",
        "1: delivered by the machine that builds. 2: handed over, and delivered later by any machine from the bytes that phase 1 released. Default: 1.",
        "1",
        "2");

    public ImmutableArray<DestinationSettings> Read(ConfigNode node, ConfigProblems problems) =>
        ByKind.ReadEntries(node, problems, "destinations", kind.Key, kinds.ToDictionary(k => k.Kind), (entry, chosen) =>
        {
            if (!ComponentId.TryParse(entry.Key, out _))
                problems.Add($"'{entry.Key}' is no destination id", entry.KeyAt, "use lower-case letters, digits and inner dashes");
            return SectionReader.Read(
                entry.Value, SectionOf(chosen), problems, reader => chosen.Read(reader, entry.Key) with { Phase = reader.Get(phase) == "2" ? 2 : 1 });
        });

    public JsonObject Schema() => ByKind.Schema(kinds.Select(k => (k.Kind, SectionOf(k))), kind.Key);

    private SettingsSection SectionOf(IDestinationKind chosen) =>
        new($"destination of kind {chosen.Kind}", chosen.Section.Summary, [kind, phase, .. chosen.Section.Settings]);
}
