using Drayage.Model;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>Reads one mapping by a <see cref="SettingsSection"/>: unknown, repeated and missing keys are reported with their place.</summary>
public sealed class SectionReader
{
    private readonly ConfigNode.Mapping mapping;
    private readonly SettingsSection section;

    private SectionReader(ConfigNode.Mapping mapping, SettingsSection section, ConfigProblems problems)
    {
        this.mapping = mapping;
        this.section = section;
        Problems = problems;
    }

    public SourceLocation At => mapping.At;

    /// <summary>For rules that span several keys.</summary>
    public ConfigProblems Problems { get; }

    /// <summary>Null, with problems reported, when the node is no mapping.</summary>
    public static T? Read<T>(ConfigNode node, SettingsSection section, ConfigProblems problems, Func<SectionReader, T> read)
        where T : class
    {
        if (node is not ConfigNode.Mapping mapping)
        {
            problems.Add($"expected {section.Name} as a mapping, found {node.Kind}", node.At);
            return null;
        }

        var reader = new SectionReader(mapping, section, problems);
        reader.CheckKeys();
        return read(reader);
    }

    public bool Has(Setting setting) => Find(setting) is not null;

    /// <summary>Where the value stands, or the section itself when the key is absent.</summary>
    public SourceLocation LocationOf(Setting setting) => Find(setting)?.Value.At ?? At;

    /// <summary>The value, or default when it is absent or unreadable (which is then reported).</summary>
    public T? Get<T>(Setting<T> setting) => Find(setting) is { } entry ? setting.Parse(entry.Value, Problems) : default;

    private ConfigEntry? Find(Setting setting)
    {
        if (!section.Settings.Contains(setting))
            throw new InvalidOperationException($"'{setting.Key}' is not among the settings of {section.Name}");
        return mapping.Entries.FirstOrDefault(entry => entry.Key == setting.Key);
    }

    private void CheckKeys()
    {
        var known = section.Settings.Select(s => s.Key).ToArray();
        foreach (var entry in mapping.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            var near = NearestName.Find(entry.Key, known);
            Problems.Add(
                $"unknown key '{entry.Key}' in {section.Name}",
                entry.KeyAt,
                near is null ? $"known keys: {string.Join(", ", known)}" : $"did you mean '{near}'?");
        }

        foreach (var again in mapping.Entries.GroupBy(e => e.Key, StringComparer.Ordinal).Where(g => g.Count() > 1))
            Problems.Add($"key '{again.Key}' stands twice in {section.Name}", again.Last().KeyAt, $"first at line {again.First().KeyAt.Line}");
        foreach (var missing in section.Settings.Where(s => s.IsRequired && mapping.Entries.All(e => e.Key != s.Key)))
            Problems.Add($"{section.Name} lacks '{missing.Key}'", At, missing.Summary);
    }
}
