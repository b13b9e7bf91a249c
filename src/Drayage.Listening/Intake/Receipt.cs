namespace Drayage.Listening.Intake;

/// <summary>What became of a message.</summary>
internal abstract record Receipt
{
    private Receipt()
    {
    }

    /// <summary>A release shall be looked at.</summary>
    public sealed record Accepted(ReleaseReference Release) : Receipt;

    /// <summary>It came before, or its release is taken care of.</summary>
    public sealed record Known : Receipt;

    /// <summary>It is well-formed, and about nothing that the listener acts on.</summary>
    public sealed record Ignored : Receipt;

    /// <summary>The answer to a ping.</summary>
    public sealed record Pong : Receipt;

    /// <summary>It is not taken.</summary>
    /// <param name="Status">HTTP status.</param>
    public sealed record Refused(int Status, string Message) : Receipt;
}
