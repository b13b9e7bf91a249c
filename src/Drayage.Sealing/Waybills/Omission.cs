using System.Collections.Immutable;

namespace Drayage.Sealing.Waybills;

/// <summary>What is empty is left out of the document; names are in ordinal order, so that the same content gives the same bytes.</summary>
internal static class Omission
{
    public static ImmutableArray<T>? OrNull<T>(ImmutableArray<T> items) => items.IsEmpty ? null : items;

    public static int? OrNull(int number) => number == 0 ? null : number;

    public static ImmutableSortedDictionary<string, string>? OrNull(ImmutableSortedDictionary<string, string> map) =>
        map.IsEmpty ? null : map.WithComparers(StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, string> OrEmpty(ImmutableSortedDictionary<string, string>? map) =>
        map is null ? ImmutableSortedDictionary<string, string>.Empty : map.WithComparers(StringComparer.Ordinal);
}
