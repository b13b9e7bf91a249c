using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Cli.Faults;

/// <summary>A fault script as a YAML file, and its JSON schema; both come from the same definitions.</summary>
internal static class FaultScriptFile
{
    private const string CurrentSchema = "1";

    private static readonly Setting<string> SchemaVersion = Settings.Choice("schema", "Version of this file's format. Default: 1.", CurrentSchema);
    private static readonly Setting<FaultNumber> Seed = Settings.Parsed("seed", "Decides wherever a rule has a probability. Default: 0.", text => FaultNumber.Parse(text, 0, int.MaxValue));
    private static readonly Setting<ImmutableArray<FaultRule>> Rules = Settings.NestedList("rules", "What goes wrong, and when. The first rule that applies to a request decides.", FaultRuleSection.Section, FaultRuleSection.Read);

    private static readonly SettingsSection Section = new("the fault script", "What goes wrong at Drayage's embedded registries.", [SchemaVersion, Seed, Rules]);

    /// <exception cref="ReleaseException">With every mistake that was found, each at its place.</exception>
    public static FaultScript Read(string text, string path) => SettingsText.Read(
        text,
        path,
        (root, problems) => SectionReader.Read(root, Section, problems, reader => Read(reader, path)),
        "write rules, or take a preset: --faults storm",
        "the same command");

    /// <summary>The JSON schema for editors (JSON Schema 2020-12).</summary>
    public static string Schema() => SettingsText.Schema(Section.ToSchema(), "Fault script of Drayage's embedded registries");

    private static FaultScript Read(SectionReader reader, string path)
    {
        _ = reader.Get(SchemaVersion);
        var rules = reader.Get(Rules) is { IsDefault: false } read ? read : [];
        if (!reader.Has(Rules))
            reader.Problems.Add("the fault script lacks 'rules'", reader.At, Rules.Summary);
        return new FaultScript { Name = path, Seed = reader.Get(Seed)?.Value ?? 0, Rules = rules };
    }
}
