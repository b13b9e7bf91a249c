namespace Drayage.Oci.Documents;

/// <summary>The <c>{}</c> that stands as value in the sets of an image configuration.</summary>
public sealed record EmptyObject
{
    public static EmptyObject Value { get; } = new();
}
