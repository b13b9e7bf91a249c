namespace Drayage.Pipeline.Publishing.Preflight;

/// <summary>One thing that could be learnt, or could not, before anything is sent.</summary>
/// <param name="Text">One line in plain words, with the evidence.</param>
public sealed record PreflightFinding(PreflightSubject Subject, PreflightVerdict Verdict, string Text)
{
    public static PreflightFinding Good(PreflightSubject subject, string text) => new(subject, PreflightVerdict.Good, text);

    public static PreflightFinding Doubtful(PreflightSubject subject, string text) => new(subject, PreflightVerdict.Doubtful, text);

    public static PreflightFinding Unknown(PreflightSubject subject, string text) => new(subject, PreflightVerdict.Unknown, text);

    public static PreflightFinding Refused(PreflightSubject subject, string text) => new(subject, PreflightVerdict.Refused, text);

    /// <summary>What a request's failure says: one that may pass is no refusal of the release.</summary>
    public static PreflightFinding Of(PreflightSubject subject, DeliveryException failed) => new(
        subject,
        failed.Failure == DeliveryFailure.Transient ? PreflightVerdict.Doubtful : PreflightVerdict.Refused,
        string.Join("; ", new[] { failed.Message, failed.Because, failed.Hint }.Where(part => !string.IsNullOrEmpty(part))));
}
