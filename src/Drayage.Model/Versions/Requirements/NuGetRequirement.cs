namespace Drayage.Model.Versions.Requirements;

/// <summary>A version range of NuGet (learn.microsoft.com/nuget/concepts/package-versioning): <c>1.0</c>, <c>[1.0]</c>, <c>[1.0, 2.0)</c>.</summary>
public sealed class NuGetRequirement
{
    private readonly NuGetVersionText? lowest;
    private readonly NuGetVersionText? highest;
    private readonly bool takesLowest;
    private readonly bool takesHighest;

    private NuGetRequirement(NuGetVersionText? lowest, NuGetVersionText? highest, bool takesLowest, bool takesHighest)
    {
        this.lowest = lowest;
        this.highest = highest;
        this.takesLowest = takesLowest;
        this.takesHighest = takesHighest;
    }

    /// <returns>Null where the text is no range, or a floating one.</returns>
    public static NuGetRequirement? Parse(string text)
    {
        text = text.Trim();
        if (NuGetVersionText.TryParse(text, out var least))
            return new NuGetRequirement(least, highest: null, takesLowest: true, takesHighest: false);
        if (text.Length < 3 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')'))
            return null;
        var bounds = text[1..^1].Split(',', StringSplitOptions.TrimEntries);
        NuGetVersionText? low = null, high = null;
        if (bounds.Length > 2 || !Read(bounds[0], ref low) || !Read(bounds[^1], ref high))
            return null;
        return new NuGetRequirement(low, high, text[0] == '[', text[^1] == ']');
    }

    public bool Matches(NuGetVersionText version) =>
        (lowest is null || version.CompareTo(lowest) is > 0 || (takesLowest && version.Equals(lowest)))
        && (highest is null || version.CompareTo(highest) is < 0 || (takesHighest && version.Equals(highest)));

    private static bool Read(string text, ref NuGetVersionText? bound) => text.Length == 0 || NuGetVersionText.TryParse(text, out bound);
}
