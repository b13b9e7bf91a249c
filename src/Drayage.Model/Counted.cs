namespace Drayage.Model;

/// <summary>Words numbers of things for reports and messages.</summary>
public static class Counted
{
    /// <summary>The number with its noun: <c>1 package</c>, <c>0 packages</c>, <c>7 packages</c>.</summary>
    /// <param name="noun">In the singular; one that takes an s.</param>
    public static string Of(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
