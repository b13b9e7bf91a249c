using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Shell.Evaluation;
using Drayage.Workflows.Shell.Parsing;

namespace Drayage.Tests.Workflows.Publishing;

/// <summary>Writes what was recognised in one line, so that tests can say what they expect.</summary>
internal static class PublishingSketch
{
    public static string OfScript(string text) =>
        string.Join("; ", CommandActs.In(ShellEvaluator.Evaluate(ShellReader.Read(text), ShellEnvironment.Bare)).Select(Of));

    public static string Of(PublishingAct act) => act switch
    {
        PublishingAct.Login login => $"login {login.Registry}{Secrets(login)}",
        PublishingAct.Fetch fetch => $"fetch {fetch.Channel} {fetch.Address}",
        PublishingAct.Publish publish => $"{publish.Form} {publish.Channel} {publish.Address}"
            + List(" of ", publish.Sources) + List(" files ", publish.Files) + List(" for ", publish.Platforms)
            + (publish.Repetition == Repetition.Fails ? " once" : "") + Secrets(publish),
        _ => throw new ArgumentException(act.ToString()),
    };

    private static string List(string title, IReadOnlyCollection<ShellText> texts) => texts.Count == 0 ? "" : title + string.Join(',', texts);

    private static string Secrets(PublishingAct act) =>
        string.Concat(act.Credentials.Select(c => $" {(c.IsArgument ? "shows" : "uses")} {c.Name}={c.Value}"));
}
