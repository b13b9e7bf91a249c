namespace Drayage.Pipeline.Delivery;

/// <summary>How far a run takes its consignments.</summary>
public enum DeliveryEnd
{
    /// <summary>To the end: puts, then points.</summary>
    Points,

    /// <summary>Until everything is put that can be taken back and that nobody sees yet: drafts, content without names.</summary>
    Staging,
}
