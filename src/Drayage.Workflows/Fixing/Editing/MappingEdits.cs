using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Adds entries to mappings, in their own style.</summary>
internal static class MappingEdits
{
    /// <summary>Adds an entry at the end.</summary>
    /// <returns>Null where there is no safe way: the mapping is an alias, or its style cannot hold the entry.</returns>
    public static TextEdit? Append(EditedFile file, YamlNode.Mapping mapping, NewEntry entry)
    {
        var own = Own(mapping);
        if (mapping.IsFlow)
        {
            var flow = entry.Flow();
            return flow is null || own.Length < mapping.Entries.Length ? null : own is [.., var behind]
                ? TextEdit.Insert(End(behind), ", " + flow)
                : TextEdit.Insert(mapping.Place.Start + 1, flow);
        }

        return own is [.., var last] ? InsertAfter(file, mapping, last, entry) : null;
    }

    /// <summary>Adds an entry behind another one of the same mapping.</summary>
    /// <returns>Null where there is no safe way.</returns>
    public static TextEdit? InsertAfter(EditedFile file, YamlNode.Mapping mapping, YamlEntry before, NewEntry entry)
    {
        if (mapping.IsFlow)
            return Append(file, mapping, entry);
        var own = Own(mapping);
        if (!own.Contains(before))
            return null;
        var prefix = file.PrefixTo(own[0].Key.Place.Start);
        return file.InsertBelow(file.LineOf(Math.Max(before.Key.Place.Start, End(before) - 1)), entry.Block(file.Unit).Select(line => prefix + line));
    }

    /// <summary>The entries that are written in the mapping itself, not merged into it, in the order of the file.</summary>
    public static ImmutableArray<YamlEntry> Own(YamlNode.Mapping mapping) =>
        [.. mapping.Entries.Where(entry => entry.Key.Place.Start >= mapping.Place.Start && entry.Key.Place.End <= mapping.Place.End).OrderBy(entry => entry.Key.Place.Start)];

    /// <summary>Whether the value of an entry stands behind its key, with no anchor or alias that would make others share it.</summary>
    public static bool IsUnshared(EditedFile file, YamlEntry entry)
    {
        if (entry.Value.Place.Start < entry.Key.Place.End || (entry.Value.Place.Length > 0 && file.Raw(entry.Value.Place.Start, entry.Value.Place.Start + 1) is "&" or "!"))
            return false;
        var between = file.Raw(entry.Key.Place.End, entry.Value.Place.Start);
        return between.Length < 1000 && between.Split('\n').Index().All(line =>
            (line.Index == 0 ? line.Item.TrimStart().TrimStart(':') : line.Item).Trim() is [] or ['#', ..] or ['>', ..]);
    }

    private static int End(YamlEntry entry) => entry.Value.Place.Start < entry.Key.Place.End || entry.Value.Place.Length == 0
        ? entry.Key.Place.End
        : entry.Value.Place.End;
}
