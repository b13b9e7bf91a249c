namespace Drayage.Ecosystems.GitHub;

/// <summary>What a consignment to a GitHub repository is, as its options say.</summary>
internal static class ConsignmentForm
{
    public const string Option = "form";

    /// <summary>A tag by itself. Consignments that say nothing are releases.</summary>
    public const string Tag = "tag";

    /// <summary>A release whose tag moves.</summary>
    public const string Rolling = "rolling";

    public static string Of(IReadOnlyDictionary<string, string> options) => options.GetValueOrDefault(Option, "release");
}
