import { html, nothing, type TemplateResult } from 'lit';
import type { Run } from '../../domain/run/run.ts';
import { count, duration, loss } from '../shared/format.ts';

/** The epochs of a run as a table: what the chart shows, for those who read rather than see. */
export function renderTable(run: Run, name: string): TemplateResult {
  const half = run.epochs.some(({ halfTestLoss }) => halfTestLoss !== undefined);
  return html`<table>
    <caption>
      Loss of ${name} after each epoch
    </caption>
    <thead>
      <tr>
        <th scope="col">epoch</th>
        <th scope="col">step</th>
        <th scope="col">train</th>
        <th scope="col">test</th>
        ${half ? html`<th scope="col">test in half precision</th>` : nothing}
        <th scope="col">time</th>
      </tr>
    </thead>
    <tbody>
      ${run.epochs.map(
        ({ epoch, step, trainLoss, testLoss, halfTestLoss, seconds }) =>
          html`<tr>
            <th scope="row">${count(epoch)}</th>
            <td>${count(step)}</td>
            <td>${loss(trainLoss)}</td>
            <td>${loss(testLoss)}</td>
            ${half ? html`<td>${loss(halfTestLoss)}</td>` : nothing}
            <td>${duration(seconds)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
