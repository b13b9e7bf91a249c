using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>Python packages are sent to, or fetched from, an address where no index is.</summary>
internal sealed class PythonIndexRule : LintRule
{
    public override string Id => "not-a-python-index";

    public override Severity Severity => Severity.Error;

    public override string Title => "Python packages are sent to an address that is no index";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            var reported = new HashSet<SourcePlace>();
            foreach (var finding in step.Acts.Select(act => Of(step, act)).OfType<Finding>().Where(finding => reported.Add(finding.Place)))
                yield return finding;
            // Guides show addresses by themselves, without a command that uses them.
            foreach (var finding in target.File.IsFragment ? Mentioned(step) : [])
            {
                if (!reported.Any(place => place.Start <= finding.Place.Start && finding.Place.End <= place.End))
                    yield return finding;
            }
        }
    }

    private Finding? Of(StepActs step, PublishingAct act) => act switch
    {
        PublishingAct.Publish { Channel: Channel.Python } publish when PythonAddress.Wrong(publish.Address, uploads: true) is { } wrong =>
            Found(step.Source, step.PlaceOfAddress(publish), $"{act.Tool} cannot upload to '{publish.Address}': {wrong.What}", wrong.Answer, wrong.Instead),
        PublishingAct.Fetch { Channel: Channel.Python } fetch when PythonAddress.Wrong(fetch.Address, uploads: false) is { } wrong =>
            Found(step.Source, step.PlaceOf(fetch.AddressSpan), $"{act.Tool} cannot install from '{fetch.Address}': {wrong.What}", wrong.Answer, wrong.Instead),
        _ => null,
    };

    private IEnumerable<Finding> Mentioned(StepActs step) =>
        from call in step.Calls
        from word in call.Command.Words
        where PythonAddress.IsInvented(word.Text)
        let wrong = PythonAddress.Wrong(word.Text, uploads: true)
        where wrong is not null
        select Found(step.Source, step.PlaceOf(word.Span), $"'{word}' is no Python index: {wrong.What}", wrong.Answer, wrong.Instead);
}
