using System.Text.RegularExpressions;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Linting.Rules.Publishing;

/// <summary>An image's name has uppercase letters, or may have.</summary>
internal sealed partial class ImageNameCaseRule : LintRule
{
    public override string Id => "image-name-case";

    public override Severity Severity => Severity.Error;

    public override string Title => "an image's name has uppercase letters, or may have";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            // This action lowers names itself.
            foreach (var publish in step.Publications.Where(p => p.Channel is Channel.Image or Channel.Artifact && p.Tool != "redhat-actions/push-to-registry"))
            {
                var name = ImageName.Parse(publish.Address);
                if (name.Repository is not { } repository)
                    continue;
                if (repository.Pieces.OfType<TextPiece.Known>().Any(piece => piece.Text.Any(char.IsAsciiLetterUpper)) && !LooksLikeProse(repository))
                {
                    yield return Found(
                        step.Source, step.PlaceOfAddress(publish), $"'{publish.Address}' has uppercase letters in its name",
                        "registries take lowercase names only: docker says 'repository name must be lowercase'",
                        repository.Map(text => text.ToLowerInvariant(), unknown => unknown).ToString());
                }
                else if (repository.Unknowns.FirstOrDefault(MayBeUpper) is { } unknown)
                {
                    yield return Found(
                        step.Source, step.PlaceOfAddress(publish), $"'{unknown.Source}' may have uppercase letters, and image names may not",
                        "owners and repositories keep the case that they were made with; the push fails in every fork and rename that has uppercase letters",
                        "lower it once: echo \"IMAGE=${GITHUB_REPOSITORY,,}\" >> \"$GITHUB_ENV\", and use ${{ env.IMAGE }}",
                        Severity.Warning);
                }
            }
        }
    }

    // OWNER/REPO stands for something in a guide.
    private static bool LooksLikeProse(ShellText repository) => repository.ToString().Split('/').Any(part => part.Length > 1 && part.All(c => char.IsAsciiLetterUpper(c) || c is '_' or '-' or '<' or '>'));

    private static bool MayBeUpper(TextPiece.Unknown unknown) => !unknown.IsLowercase && SourcePattern().IsMatch(unknown.Source);

    [GeneratedRegex(@"^(\$\{\{ *github\.(repository|repository_owner|actor|event\.repository\.(name|full_name|owner\.login)) *\}\}|\$\{?GITHUB_(REPOSITORY|REPOSITORY_OWNER|ACTOR)\}?)$")]
    private static partial Regex SourcePattern();
}
