namespace Drayage.Workflows.Linting;

/// <summary>By file, place and rule.</summary>
internal sealed class FindingOrder : IComparer<Finding>
{
    public static FindingOrder Instance { get; } = new();

    public int Compare(Finding? one, Finding? other)
    {
        if (one is null || other is null)
            return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        var byPath = string.CompareOrdinal(one.Source.Path, other.Source.Path);
        var byPlace = byPath != 0 ? byPath : one.Place.Start.CompareTo(other.Place.Start);
        return byPlace != 0 ? byPlace : string.CompareOrdinal(one.Rule, other.Rule);
    }
}
