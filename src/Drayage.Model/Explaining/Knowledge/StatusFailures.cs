using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What an HTTP status tells where nothing more is known.</summary>
public static class StatusFailures
{
    public static KnownFailure Unauthorized { get; } = new()
    {
        Id = "http-401",
        Title = "the server does not know who asks (401)",
        What = "The request had no credential, or one that the server does not know.",
        Why = "The token is missing, mistyped, expired, of the wrong kind or for another server. A secret that does not exist is an empty string in a workflow.",
        Remedies = ["Check that the variable with the token is set in this very step, and that the token belongs to this server.", "Make a new one if it has expired."],
        Signs = [new() { Status = [401] }],
    };

    public static KnownFailure PaymentRequired { get; } = new()
    {
        Id = "http-402",
        Title = "the account's plan does not cover it (402)",
        What = "The server knows who asks, and wants to be paid.",
        Why = "A payment failed, a trial is over, or what the plan includes (storage, transfer, private packages) is used up.",
        Remedies = ["Let whoever owns the account look at its plan and payment at the server's own pages; what was refused can then be sent again.", "Make it public, or remove what nobody needs any more: many plans count private things and their size."],
        Signs = [new() { Status = [402] }],
    };

    public static KnownFailure Forbidden { get; } = new()
    {
        Id = "http-403",
        Title = "the server knows who asks, and does not allow it (403)",
        What = "The credential is valid and lacks the right.",
        Why = "The token's scope or the user's role is too small, a policy of the organisation forbids it, or a limit is answered so.",
        Remedies = ["Give the token or the job the right to write to exactly this; in a workflow by `permissions:` of the job.", "Read the body of the answer: most servers say what is missing."],
        Signs = [new() { Status = [403] }],
    };

    public static KnownFailure NotFound { get; } = new()
    {
        Id = "http-404",
        Title = "the server does not have it, or hides it (404)",
        What = "There is nothing at this address for this user.",
        Why = "The address or a name in it is misspelt, it does not exist yet, or it is private: many servers hide what a token may not see.",
        Remedies = ["Check every part of the address.", "Check that the token may see it."],
        Signs = [new() { Status = [404] }],
    };

    public static KnownFailure MethodNotAllowed { get; } = new()
    {
        Id = "http-405",
        Title = "the address does not take this kind of request (405)",
        What = "The server is there and does not offer this at this address.",
        Why = "Mostly the address is one for reading, or belongs to another kind of registry.",
        Remedies = ["Compare the address with the registry's documentation: uploads often have another one than downloads."],
        Signs = [new() { Status = [405] }],
    };

    public static KnownFailure Conflict { get; } = new()
    {
        Id = "http-409",
        Title = "it is there already, or somebody else is changing it (409)",
        What = "The request does not fit the present state of the server.",
        Why = "The version exists, or two writers met.",
        Remedies = ["Look what is there and compare it; if it is the same, the work is done. Otherwise use a new version."],
        Signs = [new() { Status = [409] }, new() { Says = ["already exists"], By = Client.Helm }],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "http-413",
        Title = "the file is too large for the server or a proxy before it (413)",
        What = "The body of the request is over a limit.",
        Why = "The registry limits sizes, or a proxy before it does (nginx: `client_max_body_size`).",
        Remedies = ["Make the file smaller, ask for a higher limit, or raise the proxy's."],
        Signs = [new() { Status = [413] }],
    };

    public static KnownFailure Unprocessable { get; } = new()
    {
        Id = "http-422",
        Title = "the server understands and does not accept it (422)",
        What = "A value is not allowed, or exists already.",
        Why = "The body of the answer names the field.",
        Remedies = ["Read the body of the answer and correct that value."],
        Signs = [new() { Status = [422] }],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "http-429",
        Title = "too many requests (429)",
        What = "The server limits how much one user or address may ask.",
        Why = "Too many requests in a short time, by this job or by others with the same address or account.",
        Remedies = ["Wait as long as `Retry-After` says, then go on; use a credential, which mostly has a higher limit."],
        Signs = [new() { Status = [429] }],
    };

    public static KnownFailure BadRequest { get; } = new()
    {
        Id = "http-400",
        Title = "the server does not accept the request (400)",
        What = "Something in the request is wrong.",
        Why = "The body of the answer mostly says what.",
        Remedies = ["Read the body of the answer; run the client with more output (`--verbose`)."],
        Signs = [new() { Status = [400] }],
    };

    public static KnownFailure ServerFault { get; } = new()
    {
        Id = "http-5xx",
        Title = "the fault is on the server's side (5xx)",
        What = "The server failed, or a gateway did not reach it.",
        Why = "Mostly it passes. Whether the request was carried out is not known.",
        Remedies = ["Look at the service's status page and run it again later. `drayage resume` looks what arrived before it sends anything."],
        Signs = [new() { Status = [500, 502, 503, 504, 520, 522, 524] }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
        [BadRequest, Unauthorized, PaymentRequired, Forbidden, NotFound, MethodNotAllowed, Conflict, TooLarge, Unprocessable, Limited, ServerFault];
}
