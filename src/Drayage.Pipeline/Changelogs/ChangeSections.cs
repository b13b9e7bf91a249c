using Drayage.Model.Changes;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Changelogs;

/// <summary>Under which headings changes are told.</summary>
internal static class ChangeSections
{
    private const string Fallback = "Changed";

    /// <returns>Empty for a change that is left out. What breaks users is told whatever its type.</returns>
    public static string TitleOf(ConventionalCommit message, ChangelogSettings settings)
    {
        var other = settings.Sections[ChangelogSettings.Other];
        var title = settings.Sections.GetValueOrDefault(message.Type, other);
        return title.Length == 0 && message.IsBreaking ? other.Length > 0 ? other : Fallback : title;
    }

    /// <summary>The headings that occur: those of keepachangelog.com in its order, then others in the order of the alphabet.</summary>
    public static IEnumerable<string> Order(IEnumerable<string> titles) =>
        titles.Where(title => title.Length > 0).Distinct(StringComparer.Ordinal)
            .OrderBy(title => ChangelogSettings.Headings.IndexOf(title) is >= 0 and var place ? place : int.MaxValue)
            .ThenBy(title => title, StringComparer.Ordinal);
}
